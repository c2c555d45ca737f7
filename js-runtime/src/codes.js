// The codes that this package itself has to name. Imported as a whole, so that bundlers see which are used.

export const STALE_HANDLE = 1;
export const DISPOSED = 2;
export const NOT_A_HANDLE = 4;
export const NULL_HANDLE = 5;
export const FOREIGN_HANDLE = 6;
export const NOT_CLONEABLE = 14;
export const POISONED = 15;
export const TOO_LARGE = 20;
export const SCOPE_ENDED = 22;
export const OUT_OF_BOUNDS = 27;
export const READ_ONLY = 28;

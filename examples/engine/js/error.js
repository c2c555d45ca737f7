// What scripts end with if they fail.

/** An error in a script: `kind` says which, `line` and `column` where, `value` what the script has thrown. */
export class ScriptError extends Error {
  /** @param {string} message @param {string} kind @param {number} line @param {number} column @param {any} value */
  constructor(message, kind, line, column, value) {
    super(`${line}:${column}: ${message}`);
    this.name = "ScriptError";
    this.kind = kind;
    this.line = line;
    this.column = column;
    this.value = value;
  }
}

/** @param {string} message @param {string} kind @param {number} line @param {number} column @param {any} value */
export const scriptError = (message, kind, line, column, value) => new ScriptError(message, kind, line, column, value);

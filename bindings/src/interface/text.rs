//! Texts put together at compile time: wasm-bindgen takes declarations for TypeScript as constants.

/// How long the text is in bytes.
pub const fn length(pieces: &[&str]) -> usize {
    let (mut length, mut index) = (0, 0);
    while index < pieces.len() {
        length += pieces[index].len();
        index += 1;
    }
    length
}

/// The bytes of the text, which is `N` long.
pub const fn joined<const N: usize>(pieces: &[&str]) -> [u8; N] {
    let (mut bytes, mut at, mut index) = ([0; N], 0, 0);
    while index < pieces.len() {
        let piece = pieces[index].as_bytes();
        let mut from = 0;
        while from < piece.len() {
            bytes[at] = piece[from];
            at += 1;
            from += 1;
        }
        index += 1;
    }
    bytes
}

/// The text again.
pub const fn as_text(bytes: &[u8]) -> &str {
    match str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => panic!("pieces of text are text"),
    }
}

//! Descriptions of JavaScript types for wasm-bindgen, which runs them at build time.

use wasm_bindgen::describe::{NAMED_EXTERNREF, inform};

/// Names may be this long, in characters.
const LONGEST: usize = 96;

/// What TypeScript calls a type: a name, and what follows it.
pub trait TypeName {
    /// The name.
    const NAME: &'static str;
    /// `[]` for an array.
    const SUFFIX: &'static str = "";
}

/// Describes a type that is known by a literal.
macro_rules! type_name {
    ($name:literal) => {{
        enum Literal {}
        impl $crate::convert::TypeName for Literal {
            const NAME: &'static str = $name;
        }
        $crate::convert::named::<Literal>();
    }};
}
pub(crate) use type_name;

/// Describes a JavaScript value of a type.
///
/// wasm-bindgen runs this with a small interpreter that has no data segments: a name read from memory is all zeros. Optimised
/// builds have no such reads left, others would. So every character is a constant of its own.
pub fn named<N: TypeName>() {
    const {
        assert!(
            length::<N>() <= LONGEST,
            "the name of this class is too long"
        );
    };
    inform(NAMED_EXTERNREF);
    inform(const { length::<N>() as u32 });
    macro_rules! characters {
        ($($position:literal)*) => {$(
            if const { $position < length::<N>() } {
                inform(const { at::<N>($position) });
            }
        )*};
    }
    characters!(
        0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23
        24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47
        48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63 64 65 66 67 68 69 70 71
        72 73 74 75 76 77 78 79 80 81 82 83 84 85 86 87 88 89 90 91 92 93 94 95
    );
}

const fn length<N: TypeName>() -> usize {
    count(N::NAME) + count(N::SUFFIX)
}

/// One character of the name with its suffix; 0 beyond the end.
const fn at<N: TypeName>(position: usize) -> u32 {
    let name = count(N::NAME);
    if position < name {
        character(N::NAME, position)
    } else {
        character(N::SUFFIX, position - name)
    }
}

/// How many characters a name has.
const fn count(name: &str) -> usize {
    let bytes = name.as_bytes();
    let (mut count, mut index) = (0, 0);
    while index < bytes.len() {
        count += begins_character(bytes[index]) as usize;
        index += 1;
    }
    count
}

/// One character of a name; 0 beyond its end.
const fn character(name: &str, position: usize) -> u32 {
    let bytes = name.as_bytes();
    let (mut seen, mut index) = (0, 0);
    while index < bytes.len() {
        if begins_character(bytes[index]) {
            if seen == position {
                return decode(bytes, index);
            }
            seen += 1;
        }
        index += 1;
    }
    0
}

const fn begins_character(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

/// The leading byte of a character says how many bytes continue it, with six bits each.
const fn decode(bytes: &[u8], index: usize) -> u32 {
    let leading = bytes[index] as u32;
    let (mut character, continuing) = match leading {
        0..=0x7F => (leading, 0),
        0x80..=0xDF => (leading & 0x1F, 1),
        0xE0..=0xEF => (leading & 0x0F, 2),
        _ => (leading & 0x07, 3),
    };
    let mut next = index + 1;
    while next <= index + continuing {
        character = (character << 6) | (bytes[next] & 0x3F) as u32;
        next += 1;
    }
    character
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_decoded_as_rust_does() {
        for name in ["Node", "Größe", "節点", "a🦀z", ""] {
            let decoded: Vec<u32> = (0..count(name))
                .map(|position| character(name, position))
                .collect();
            assert_eq!(decoded, name.chars().map(u32::from).collect::<Vec<_>>());
            assert_eq!(character(name, count(name)), 0);
        }
    }
}

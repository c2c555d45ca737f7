//! Positions in texts, which must not be inside of a character.

use yrs::types::text::YChange;
use yrs::{Any, GetString, Out, ReadTxn, Text, TextRef};

use crate::error::CollabError;

/// The first byte of characters that are two UTF-16 units long.
const LONG: u8 = 0xF0;

/// Fails if one of some positions is between the halves of a surrogate pair.
///
/// `yrs` does not say, so the text is looked through: quickly if there are no such characters in it, as in most.
///
/// # Errors
/// [`CollabError::SplitCharacter`].
pub(crate) fn check_positions(
    text: &TextRef,
    transaction: &impl ReadTxn,
    positions: &[u32],
) -> Result<(), CollabError> {
    let content = text.get_string(transaction);
    if !content.bytes().any(|byte| byte >= LONG) {
        return Ok(());
    }
    // Not by the content alone: other programs may have put values into the text, which are one unit long.
    let mut start = 0;
    for piece in text.diff(transaction, YChange::identity) {
        let Out::Any(Any::String(piece)) = &piece.insert else {
            start += 1;
            continue;
        };
        for character in piece.chars() {
            let length = character.len_utf16() as u32;
            if length == 2 && positions.contains(&(start + 1)) {
                return Err(CollabError::SplitCharacter);
            }
            start += length;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use yrs::{Doc, OffsetKind, Options, Transact};

    use super::*;

    #[test]
    fn positions_are_between_characters() {
        let options = Options {
            offset_kind: OffsetKind::Utf16,
            ..Options::default()
        };
        let doc = Doc::with_options(options);
        let text = doc.get_or_insert_text("t");
        let mut transaction = doc.try_transact_mut().unwrap();
        text.insert(&mut transaction, 0, "a\u{1f600}b\u{1f601}");
        text.insert_embed(&mut transaction, 1, 5);
        // a, the value, two halves, b, two halves
        let refused = |position| check_positions(&text, &transaction, &[0, position]).is_err();
        let inside: Vec<u32> = (0..=7).filter(|position| refused(*position)).collect();
        assert_eq!(inside, [3, 6]);
    }
}

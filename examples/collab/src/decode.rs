//! Reading what anybody may have sent.
//!
//! `yrs` reads nested values by recursion: 40 KB of nested arrays overflow the stack, which ends the module. So this decoder first
//! looks how deep a value is, without recursion.

use std::sync::Arc;

use yrs::encoding::read::{Cursor, Error, Read};
use yrs::updates::decoder::{Decode, Decoder};
use yrs::{Any, ClientID, ID, StateVector, Update};

use crate::error::CollabError;

/// How deep values may nest: more than any program means to, and far less than fits the stack.
const DEPTH: usize = 500;

/// The update that some bytes are.
///
/// # Errors
/// [`CollabError::MalformedUpdate`].
pub(crate) fn update(bytes: &[u8]) -> Result<Update, CollabError> {
    let mut decoder = Bounded(Cursor::new(bytes));
    Update::decode(&mut decoder).map_err(|error| CollabError::MalformedUpdate(error.to_string()))
}

/// The state vector that some bytes are.
///
/// # Errors
/// [`CollabError::MalformedStateVector`].
pub(crate) fn state_vector(bytes: &[u8]) -> Result<StateVector, CollabError> {
    clocks(&mut Bounded(Cursor::new(bytes)))
        .map_err(|error| CollabError::MalformedStateVector(error.to_string()))
}

/// Reads a state vector; that of `yrs` takes the ids of clients without a look.
fn clocks(bytes: &mut Bounded<'_>) -> Result<StateVector, Error> {
    let mut clocks = StateVector::default();
    for _ in 0..bytes.read_var::<u32>()? {
        clocks.set_max(bytes.read_client()?, bytes.read_var()?);
    }
    Ok(clocks)
}

/// The first version of the format, with a bound.
struct Bounded<'a>(Cursor<'a>);

impl Read for Bounded<'_> {
    fn read_exact(&mut self, length: usize) -> Result<&[u8], Error> {
        // The cursor adds the length to its position, which must not wrap around.
        if length > self.0.buf.len() - self.0.next {
            return Err(Error::EndOfBuffer(length));
        }
        self.0.read_exact(length)
    }
}

impl Bounded<'_> {
    fn id(&mut self) -> Result<ID, Error> {
        Ok(ID::new(self.read_client()?, self.read_var()?))
    }
}

impl Decoder for Bounded<'_> {
    fn reset_ds_cur_val(&mut self) {}

    fn read_ds_clock(&mut self) -> Result<u32, Error> {
        self.read_var()
    }

    fn read_ds_len(&mut self) -> Result<u32, Error> {
        self.read_var()
    }

    fn read_left_id(&mut self) -> Result<ID, Error> {
        self.id()
    }

    fn read_right_id(&mut self) -> Result<ID, Error> {
        self.id()
    }

    fn read_client(&mut self) -> Result<ClientID, Error> {
        let id: u64 = self.read_var()?;
        if id >> 53 != 0 {
            return Err(Error::UnexpectedValue);
        }
        Ok(ClientID::new(id))
    }

    fn read_info(&mut self) -> Result<u8, Error> {
        self.read_u8()
    }

    fn read_parent_info(&mut self) -> Result<bool, Error> {
        Ok(self.read_var::<u32>()? == 1)
    }

    fn read_type_ref(&mut self) -> Result<u8, Error> {
        self.read_u8()
    }

    fn read_len(&mut self) -> Result<u32, Error> {
        self.read_var()
    }

    fn read_any(&mut self) -> Result<Any, Error> {
        let (buf, next) = (self.0.buf, self.0.next);
        check_depth(&mut Bounded(Cursor { buf, next }))?;
        Any::decode(self)
    }

    fn read_json(&mut self) -> Result<Any, Error> {
        // serde_json has a bound of its own.
        Any::from_json(self.read_string()?)
    }

    fn read_key(&mut self) -> Result<Arc<str>, Error> {
        Ok(self.read_string()?.into())
    }

    fn read_to_end(&mut self) -> Result<&[u8], Error> {
        Ok(&self.0.buf[self.0.next..])
    }
}

/// Skips one value, and fails where it nests too deeply or ends too early.
fn check_depth(bytes: &mut Bounded<'_>) -> Result<(), Error> {
    /// An array or a map, and how many items or entries are to come.
    struct Open {
        is_map: bool,
        left: u64,
    }
    let mut open: Vec<Open> = Vec::new();
    loop {
        match bytes.read_u8()? {
            125 => drop(bytes.read_var::<i64>()?),
            124 => drop(bytes.read_exact(4)?),
            122 | 123 => drop(bytes.read_exact(8)?),
            116 | 119 => drop(bytes.read_buf()?),
            tag @ (117 | 118) => {
                if open.len() == DEPTH {
                    return Err(Error::Custom("values are nested too deeply".into()));
                }
                let left = bytes.read_var()?;
                let is_map = tag == 118;
                open.push(Open { is_map, left });
            }
            120 | 121 | 126 | 127 => {}
            _ => return Err(Error::UnexpectedValue),
        }
        while open.last().is_some_and(|container| container.left == 0) {
            open.pop();
        }
        let Some(container) = open.last_mut() else {
            return Ok(());
        };
        container.left -= 1;
        if container.is_map {
            bytes.read_buf()?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8]) -> bool {
        check_depth(&mut Bounded(Cursor::new(bytes))).is_ok()
    }

    #[test]
    fn values_are_skipped_exactly() {
        // { "a": [1, 0.5, 2.5, null, "text", bytes, {}, []], "b": true } and one byte more
        let value = [
            &[118, 2, 1, b'a', 117, 8][..],
            &[125, 1, 124, 63, 0, 0, 0, 123, 64, 4, 0, 0, 0, 0, 0, 0, 126],
            &[119, 4, b't', b'e', b'x', b't', 116, 1, 9, 118, 0, 117, 0],
            &[1, b'b', 120, 77],
        ]
        .concat();
        let mut bytes = Bounded(Cursor::new(&value));
        check_depth(&mut bytes).unwrap();
        assert_eq!(bytes.0.next, value.len() - 1);
        assert!(Any::decode(&mut Cursor::new(&value)).is_ok());
        for length in 0..value.len() - 1 {
            assert!(!check(&value[..length]));
        }
    }

    #[test]
    fn depth_is_bounded() {
        let nested = |depth: usize| [[117, 1].repeat(depth), vec![126]].concat();
        assert!(check(&nested(DEPTH)));
        assert!(!check(&nested(DEPTH + 1)));
        assert!(!check(&nested(1_000_000)));
        let maps = |depth: usize| [[118, 1, 0].repeat(depth), vec![117, 0]].concat();
        assert!(check(&maps(DEPTH - 1)));
        assert!(!check(&maps(DEPTH)));
    }

    #[test]
    fn lengths_beyond_the_end_are_refused() {
        assert!(!check(&[119, 255, 255, 255, 255, 15]));
        assert!(!check(&[117, 255, 255, 255, 255, 255, 255, 255, 255, 127]));
    }
}

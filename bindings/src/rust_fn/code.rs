//! [`Code`]: what is known about one closure of the source, and how JavaScript learns of it.

use std::any::{Any, TypeId};
use std::cell::RefCell;

use handfast_runtime::{Error, Handle, Heap, ObjectBox, Ref, Trace};
use wasm_bindgen::JsValue;

use super::imports;
use super::object::{Body, Callable, NAME, is_function};
use crate::class::no_handle;
use crate::{imports as shared, instance};

/// One for each closure, at compile time.
pub struct Code {
    /// What JavaScript calls: its address is its place in wasm's table.
    pub(super) entry: *const (),
    /// How many arguments it takes, which of them are no numbers, and the kind of its results: see `functions.js`.
    pub(super) shape: (u8, u8, u8),
    /// Whether its environment can hold references.
    edges: bool,
    /// The type of the boxes of its objects.
    type_id: TypeId,
    /// The object of a handle, if it is one of these.
    resolve: fn(f64) -> Result<Ref<dyn Callable>, Error>,
}

impl Code {
    /// The code of `F` with an environment that is kept as `E`.
    pub(super) const fn of<E: Trace + 'static, F: 'static>(
        entry: *const (),
        shape: (u8, u8, u8),
    ) -> Code {
        Code {
            entry,
            shape,
            edges: E::EDGES,
            type_id: TypeId::of::<ObjectBox<Body<E, F>>>(),
            resolve: Body::<E, F>::resolve,
        }
    }

    /// The JavaScript function of an object of this code.
    ///
    /// # Errors
    /// [`Error::TableFull`].
    pub(super) fn wrap(&'static self, object: &Ref<dyn Callable>) -> Result<JsValue, Error> {
        let instance = instance::id();
        // If nothing else refers to the object, Rust can return it again only after JavaScript has passed it, and then the
        // function is made findable.
        let identity = self.edges || object.strong_count() > 1;
        let handle = Heap::expose(object)?.to_f64();
        let number = self.number(instance);
        Ok(imports::wrap_function(handle, number, identity.into()))
    }

    /// The number by which JavaScript knows this code. Defines it there the first time.
    fn number(&'static self, instance: i32) -> i32 {
        match DEFINED.with_borrow(|defined| defined.last().copied()) {
            Some((code, number)) if code.entry == self.entry => number,
            _ => self.find_or_define(instance),
        }
    }

    #[inline(never)]
    fn find_or_define(&'static self, instance: i32) -> i32 {
        let known = DEFINED.with_borrow_mut(|defined| {
            let mut all = defined.iter();
            let place = all.position(|(code, _)| code.entry == self.entry)?;
            let end = defined.len() - 1;
            defined.swap(place, end);
            Some(defined[end].1)
        });
        known.unwrap_or_else(|| {
            let (arity, values, kind) = self.shape;
            let (arity, values, kind) = (arity.into(), values.into(), kind.into());
            let place = self.entry as usize as i32;
            let table = wasm_bindgen::function_table();
            let number = imports::define_function(instance, place, &table, arity, values, kind);
            DEFINED.with_borrow_mut(|defined| defined.push((self, number)));
            number
        })
    }
}

thread_local! {
    /// All codes that JavaScript knows, with their numbers there; the one that was used last is last.
    static DEFINED: RefCell<Vec<(&'static Code, i32)>> = const { RefCell::new(Vec::new()) };
}

/// The object and code of a function that JavaScript passes.
///
/// # Errors
/// One for each way a JavaScript value can fail to be a function made by this instance that is alive.
pub(super) fn unwrap(value: &JsValue) -> Result<(Ref<dyn Callable>, &'static Code), Error> {
    let number = shared::handle_of(value, instance::id(), 1);
    if number <= 0.0 {
        return Err(no_handle(number));
    }
    let handle = Heap::handle(number)?;
    let (type_id, class) = type_of(handle)?;
    let code = DEFINED.with_borrow(|defined| {
        let mut all = defined.iter().map(|(code, _)| *code);
        all.find(|code| code.type_id == type_id)
    });
    match code {
        Some(code) if is_function(class) => Ok(((code.resolve)(number)?, code)),
        _ => Err(Error::WrongClass {
            expected: NAME,
            found: class.name(),
        }),
    }
}

fn type_of(handle: Handle) -> Result<(TypeId, &'static handfast_runtime::Class), Error> {
    let object = Heap::resolve_any(handle)?;
    Ok(((&*object as &dyn Any).type_id(), object.header().class()))
}

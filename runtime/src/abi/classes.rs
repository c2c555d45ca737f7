//! Classes that are made at run time, and the JavaScript class of a class, by name.

use std::cell::RefCell;

use super::foreign::Drop;
#[cfg(target_family = "wasm")]
use super::host::class_named;
use super::or_nothing;
use crate::class::Class;
use crate::error::Error;

/// Where there is no JavaScript, there are no classes of its.
#[cfg(not(target_family = "wasm"))]
fn class_named(_: &str) -> u32 {
    0
}

/// A class of C's.
#[derive(Clone, Copy)]
pub(super) struct ForeignClass {
    pub(super) class: &'static Class,
    pub(super) drop: Option<Drop>,
}

thread_local! {
    /// By number, from 1. They are never given back: an object may outlive whatever made its class.
    static CLASSES: RefCell<Vec<ForeignClass>> = const { RefCell::new(Vec::new()) };
    /// What JavaScript calls each class, by the place of its live count; 0 where nobody has asked yet.
    static HOSTED: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
}

pub(super) fn find(number: u32) -> Result<ForeignClass, Error> {
    let index = (number as usize).wrapping_sub(1);
    CLASSES
        .with_borrow(|classes| classes.get(index).copied())
        .ok_or(Error::WrongType {
            expected: "the number of a class made by hf_class_new",
        })
}

/// The id of a class in JavaScript: of the class of that name that was given to `instantiate()`, or one made for it.
/// 0 where there is no JavaScript.
///
/// For types of Rust: `Class::new("Point", false).hosted(|| js_class("Point"))`. [`hosted_object!`](crate::hosted_object) writes this.
pub fn js_class(name: &'static str) -> u32 {
    class_named(name)
}

/// The same for a class that was made at run time. Asks JavaScript once.
pub(crate) fn host_class_of(class: &'static Class) -> Option<u32> {
    let index = class.index();
    let known = HOSTED.with_borrow(|hosted| hosted.get(index).copied());
    if let Some(id @ 1..) = known {
        return Some(id);
    }
    let id = js_class(class.name());
    HOSTED.with_borrow_mut(|hosted| {
        hosted.resize(hosted.len().max(index + 1), 0);
        hosted[index] = id;
    });
    (id != 0).then_some(id)
}

/// Makes a class; see `handfast.h`.
///
/// # Safety
/// `name` must be the address of `length` readable bytes, and `drop` must be null or a function that may be called with the data
/// of any object of the class.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hf_class_new(name: *const u8, length: usize, drop: Option<Drop>) -> u32 {
    // SAFETY: the caller's promise.
    let name = unsafe { super::values::text(name, length) };
    or_nothing(name.map(|name| {
        let name: &'static str = Box::leak(name.into());
        let class = Box::leak(Box::new(Class::new(name, true)));
        CLASSES.with_borrow_mut(|classes| {
            classes.push(ForeignClass { class, drop });
            classes.len() as u32
        })
    }))
}

/// Makes types usable with [`Ref`](crate::Ref) whose objects have wrappers of the JavaScript class of the same name, without
/// wasm-bindgen. As [`object!`](crate::object) otherwise.
#[macro_export]
macro_rules! hosted_object {
    ($($ty:ident),+ $(,)?) => {$(
        $crate::object!(@ $ty, || $crate::abi::js_class(stringify!($ty)));
    )+};
}

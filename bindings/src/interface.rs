//! [`Interface`]: a trait whose methods any JavaScript object may have, and [`JsRef`]s to such objects.

mod call;
mod caught;
mod pass;
mod result;
mod text;

pub use call::{Answer, call, get_property, is_implemented, set_property, settled};
pub use caught::{Caught, IntoCaught, Outcome};
pub use pass::{
    Passed, object, object_or_none, plain, slot, slot_or_none, text, truth, value, value_of,
};
pub use result::{FromNumber, converted, number, truth_of};
pub use text::{as_text, joined, length};

use std::cell::Cell;
use std::thread::LocalKey;

use handfast_runtime::{Error, RawJsRef, Ref};
use wasm_bindgen::JsValue;

use crate::class::{Class, wrap};
use crate::js_ref::JsRef;
use crate::{imports, instance};

/// A trait annotated with `#[handfast]`, as the type `dyn Trait`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a trait annotated with `#[handfast]`",
    label = "not a `#[handfast]` trait",
    note = "annotate the trait with `#[handfast]`"
)]
pub trait Interface: 'static {
    /// The name of the interface in TypeScript and in errors.
    const JS_NAME: &'static str;

    /// What JavaScript must know of its methods, a line for each; see `defineInterface` in `js-runtime/src/interface.js`.
    const METHODS: &'static str;

    /// How many methods it has.
    const COUNT: usize;

    /// Where this thread keeps the number that JavaScript knows the first method by; 0 before it was asked.
    fn first() -> &'static LocalKey<Cell<i32>>;
}

/// The number that JavaScript knows the first method by. Defines the interface there on the first call.
#[inline]
fn first<T: Interface + ?Sized>() -> i32 {
    match T::first().get() {
        0 => define::<T>(),
        first => first,
    }
}

#[cold]
fn define<T: Interface + ?Sized>() -> i32 {
    let first = imports::define_interface(instance::id(), T::METHODS);
    T::first().set(first);
    first
}

/// The name of a method: what follows the first blank of its line.
fn name_of<T: Interface + ?Sized>(position: u32) -> &'static str {
    let line = T::METHODS.lines().nth(position as usize);
    line.and_then(|line| line.split_once(' '))
        .map_or("", |(_, name)| name)
}

/// JavaScript objects that have the methods of a trait annotated with `#[handfast]`.
///
/// These are functions and not methods, so that they do not hide a method of the trait.
///
/// ```
/// use handfast::prelude::*;
///
/// #[handfast]
/// pub struct Node {
///     observer: Option<JsRef<dyn Observer>>,
/// }
///
/// /// TypeScript: `interface Observer { changed(node: Node): void; priority?(): number; }`
/// #[handfast]
/// pub trait Observer {
///     fn changed(&self, node: Ref<Node>) -> Result<(), JsError>;
///
///     /// Optional in JavaScript: where it is missing, this body runs.
///     fn priority(&self) -> Result<i32, JsError> {
///         Ok(0)
///     }
/// }
///
/// #[handfast]
/// impl Node {
///     #[handfast(constructor)]
///     pub fn new() -> Node {
///         Node { observer: None }
///     }
///
///     /// An object without the method `changed` is refused with `MissingMethodError`.
///     pub fn observe(&mut self, observer: JsRef<dyn Observer>) {
///         self.observer = Some(observer);
///     }
///
///     /// Borrows nothing while the observer runs, so that it can use the node.
///     pub fn touch(this: &Ref<Self>) -> Result<(), JsError> {
///         let observer = this.borrow().observer.clone();
///         observer.map_or(Ok(()), |observer| observer.changed(this.clone()))
///     }
/// }
///
/// // The same trait, implemented in Rust.
/// struct Log;
///
/// impl Observer for Log {
///     fn changed(&self, _: Ref<Node>) -> Result<(), JsError> {
///         Ok(())
///     }
/// }
///
/// let node = Ref::new(Node::new());
/// assert!(Log.changed(node.clone()).is_ok() && Node::touch(&node).is_ok());
/// # drop(node);
/// # handfast::assert_empty();
/// ```
impl<T: Interface + ?Sized> JsRef<T> {
    /// Holds a JavaScript object, if it has all methods without a default body. Reads these methods, and so may run getters of
    /// the user's; calls none. One call into JavaScript.
    ///
    /// JavaScript keeps the object as well. After an error nothing is held.
    ///
    /// # Errors
    /// [`Error::MissingMethod`], also if reading a method throws; [`Error::WrongType`] for what is no object;
    /// [`Error::TableFull`].
    pub fn implementing(object: &JsValue) -> Result<JsRef<T>, Error> {
        let first = first::<T>();
        let raw = RawJsRef::reserve()?;
        let missing = imports::hold_implementor(raw.slot() as i32, object, first, T::COUNT as i32);
        match missing {
            -1 => Ok(JsRef::from_raw(raw)),
            0.. => Err(Error::MissingMethod {
                interface: T::JS_NAME,
                method: name_of::<T>(missing as u32),
            }),
            _ => Err(Error::WrongType {
                expected: "an object",
            }),
        }
    }

    /// An object of a `#[handfast]` class, as JavaScript sees it: its methods are those of its wrapper, and where a JavaScript class
    /// extends its class, the methods which that overrides. So Rust's code of a base class calls what others have made of it.
    ///
    /// Overrides belong to the wrapper. If the wrapper has died and a new one is made, it is of the class that Rust knows;
    /// `#[handfast(preserve)]` on the class has objects keep theirs. Before a constructor has returned there is no wrapper yet, and
    /// this would make one in its place.
    ///
    /// Only for classes with identity; others do not compile. Nothing should be borrowed during the calls: an override may call
    /// `super`, which borrows. The result is a root as any other [`JsRef`]: one that is kept in a field of the object itself is seen
    /// by the collector, one in a variable keeps the wrapper, and so the object, alive.
    ///
    /// Two or three calls into JavaScript.
    ///
    /// ```
    /// use handfast::prelude::*;
    /// use handfast::to_js_error;
    ///
    /// #[handfast(preserve)]
    /// pub struct Animal {
    ///     name: String,
    /// }
    ///
    /// /// What JavaScript may override.
    /// #[handfast]
    /// pub trait Voice {
    ///     fn speak(&self) -> Result<String, JsValue>;
    /// }
    ///
    /// #[handfast]
    /// impl Animal {
    ///     #[handfast(constructor)]
    ///     pub fn new(name: String) -> Animal {
    ///         Animal { name }
    ///     }
    ///
    ///     pub fn speak(&self) -> String {
    ///         "...".to_owned()
    ///     }
    ///
    ///     /// With `class Cat extends Animal { speak() { return `${super.speak()} meow`; } }`, `new Cat("Tom").introduce()` is
    ///     /// "Tom says ... meow".
    ///     pub fn introduce(this: &Ref<Self>) -> Result<String, JsValue> {
    ///         let voice = JsRef::<dyn Voice>::of(this).map_err(to_js_error)?;
    ///         let said = voice.speak()?;
    ///         Ok(format!("{} says {said}", this.borrow().name))
    ///     }
    /// }
    /// # handfast::assert_empty();
    /// ```
    ///
    /// ```compile_fail
    /// # use handfast::prelude::*;
    /// #[handfast] // and not `#[handfast(identity)]`
    /// pub struct Leaf {}
    ///
    /// #[handfast]
    /// pub trait Voice {
    ///     fn speak(&self) -> Result<String, JsValue>;
    /// }
    ///
    /// let voice = JsRef::<dyn Voice>::of(&Ref::new(Leaf {}));
    /// ```
    ///
    /// # Errors
    /// As [`implementing`](JsRef::implementing); [`Error::WrongClass`] if the object's class is not exported.
    pub fn of<C: Class>(object: &Ref<C>) -> Result<JsRef<T>, Error> {
        const {
            assert!(
                C::IDENTITY,
                "objects of this class do not keep one wrapper, so an override could not be found: write `#[handfast(identity)]` on the struct"
            );
        }
        JsRef::implementing(&wrap(object)?)
    }

    /// The object, as JavaScript passed it. One call into JavaScript.
    ///
    /// `Drop` code of an object that was garbage together with it may get `undefined` instead.
    pub fn object(this: &JsRef<T>) -> JsValue {
        imports::get_slot(this.slot())
    }
}

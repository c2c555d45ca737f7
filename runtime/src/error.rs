//! [`Error`]: what expected misuse is answered with, on both sides of the boundary.

use std::fmt;
use std::panic::Location;

/// Who holds a borrow: what an "already borrowed" error names.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Holder {
    /// Nobody has borrowed the object yet.
    Nobody,
    /// An exported method, such as `Node.append`.
    Method(&'static &'static str),
    /// A function that the other heap can call, by what says its name.
    Function(fn() -> &'static str),
    /// Rust code that called `borrow` or `borrow_mut` itself.
    Code(&'static Location<'static>),
}

/// Functions by what they are called: two addresses may belong to one function.
impl PartialEq for Holder {
    fn eq(&self, other: &Holder) -> bool {
        match (*self, *other) {
            (Holder::Nobody, Holder::Nobody) => true,
            (Holder::Method(a), Holder::Method(b)) => a == b,
            (Holder::Function(a), Holder::Function(b)) => a() == b(),
            (Holder::Code(a), Holder::Code(b)) => a == b,
            _ => false,
        }
    }
}

impl Eq for Holder {}

impl Holder {
    fn push_to(self, text: &mut String) {
        match self {
            Holder::Nobody => push(text, "nobody"),
            Holder::Method(name) => push(text, name),
            Holder::Function(name) => push(text, name()),
            Holder::Code(location) => Error::push_location(text, location),
        }
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.push_to(&mut text);
        f.write_str(&text)
    }
}

/// Why an operation was refused. Nothing was changed or lost, and later calls still work.
///
/// Each variant has a stable [`code`](Error::code) and a JavaScript class of the same meaning; the `Display`
/// text says what to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The handle's object was disposed or collected; its slot may hold another object by now.
    StaleHandle,
    /// The wrapper was disposed before.
    Disposed,
    /// The handle is alive but its object is of another class.
    WrongClass {
        /// The class that was asked for.
        expected: &'static str,
        /// The class of the object.
        found: &'static str,
    },
    /// Not a Handfast object and not a handle number.
    NotAHandle,
    /// `null` or `undefined` where an object is required.
    NullHandle,
    /// The object belongs to another instance of the module.
    ForeignHandle,
    /// The object is borrowed, so it cannot be borrowed mutably.
    Borrowed {
        /// The object's class.
        class: &'static str,
        /// Who holds the borrow; of several, who borrowed last.
        holder: Holder,
    },
    /// The object is mutably borrowed, so it cannot be borrowed.
    BorrowedMut {
        /// The object's class.
        class: &'static str,
        /// Who holds the mutable borrow.
        holder: Holder,
    },
    /// The object was to be taken by value, but others hold references to it.
    Shared {
        /// The object's class.
        class: &'static str,
    },
    /// A table reached its capacity.
    TableFull {
        /// The capacity, in entries.
        capacity: u32,
    },
    /// More raw releases than retains. The wrapper's own share was not touched.
    OverRelease,
    /// The JavaScript value behind a JS ref is gone.
    ValueGone,
    /// The object is being freed, or was taken by value.
    Freed,
    /// The instance panicked before and refuses further calls.
    Poisoned,
    /// Calls between Rust and JavaScript are nested too deeply.
    TooDeep,
    /// The memory behind a view has moved.
    Detached,
    /// This thread's heap is not connected to a JavaScript host.
    NoHost,
    /// A value is not of the type that the parameter takes.
    WrongType {
        /// What the parameter takes.
        expected: &'static str,
    },
    /// An array or a text is too large for the memory of the module, or for its table of values.
    TooLarge,
    /// A JavaScript object lacks a method of the interface that it was passed as, or that method cannot be read.
    MissingMethod {
        /// The interface: a trait annotated with `#[handfast]`, as JavaScript calls it.
        interface: &'static str,
        /// The method.
        method: &'static str,
    },
    /// The wrapper was released when the scope of JavaScript's ended to which it belonged.
    ScopeEnded {
        /// What the JavaScript side knows it by.
        scope: u32,
    },
    /// The function can be called only once, and was called before.
    AlreadyCalled,
    /// The work was given up before it was done, because somebody asked for that.
    Aborted,
    /// The call has panicked. What it had borrowed is free again.
    Panicked,
    /// The buffer would have to move or to get shorter, but there are views of it.
    Viewed {
        /// How many.
        views: u32,
    },
    /// There is no memory for another object.
    OutOfMemory {
        /// The object's class.
        class: &'static str,
    },
    /// A range reaches beyond the end of a buffer or an array.
    OutOfBounds {
        /// Where it ends.
        end: u32,
        /// How many elements there are.
        len: u32,
    },
}

impl Error {
    /// Appends a place in the source, without the code that interprets formats.
    #[doc(hidden)]
    pub fn push_location(text: &mut String, location: &Location<'_>) {
        push(text, location.file());
        push(text, ":");
        push_number(text, location.line());
    }

    /// [`index`](Error::index), and above its 8 bits what the other side knows more about: the scope that has ended.
    #[doc(hidden)]
    pub fn code_for_host(self) -> u32 {
        match self {
            Error::ScopeEnded { scope } => self.index() | scope << 8,
            _ => self.index(),
        }
    }

    /// The position in the table of errors that both sides share (`js-runtime/src/errors.js`).
    pub fn index(self) -> u32 {
        match self {
            Error::StaleHandle => 1,
            Error::Disposed => 2,
            Error::WrongClass { .. } => 3,
            Error::NotAHandle => 4,
            Error::NullHandle => 5,
            Error::ForeignHandle => 6,
            Error::Borrowed { .. } => 7,
            Error::BorrowedMut { .. } => 8,
            Error::Shared { .. } => 9,
            Error::TableFull { .. } => 10,
            Error::OverRelease => 11,
            Error::ValueGone => 12,
            Error::Freed => 13,
            // 14 is NotCloneable, which only JavaScript can raise.
            Error::Poisoned => 15,
            Error::TooDeep => 16,
            Error::Detached => 17,
            Error::NoHost => 18,
            Error::WrongType { .. } => 19,
            Error::TooLarge => 20,
            Error::MissingMethod { .. } => 21,
            Error::ScopeEnded { .. } => 22,
            Error::AlreadyCalled => 23,
            Error::Aborted => 24,
            Error::Panicked => 25,
            Error::Viewed { .. } => 26,
            Error::OutOfBounds { .. } => 27,
            // 28 is ReadOnly, which only JavaScript can raise.
            Error::OutOfMemory { .. } => 29,
        }
    }

    /// The stable code, the same as the `code` property of the JavaScript error.
    pub fn code(self) -> &'static str {
        match self {
            Error::StaleHandle => "HANDFAST_STALE_HANDLE",
            Error::Disposed => "HANDFAST_DISPOSED",
            Error::WrongClass { .. } => "HANDFAST_WRONG_CLASS",
            Error::NotAHandle => "HANDFAST_NOT_A_HANDLE",
            Error::NullHandle => "HANDFAST_NULL_HANDLE",
            Error::ForeignHandle => "HANDFAST_FOREIGN_HANDLE",
            Error::Borrowed { .. } => "HANDFAST_BORROWED",
            Error::BorrowedMut { .. } => "HANDFAST_BORROWED_MUT",
            Error::Shared { .. } => "HANDFAST_SHARED",
            Error::TableFull { .. } => "HANDFAST_TABLE_FULL",
            Error::OverRelease => "HANDFAST_OVER_RELEASE",
            Error::ValueGone => "HANDFAST_VALUE_GONE",
            Error::Freed => "HANDFAST_FREED",
            Error::Poisoned => "HANDFAST_POISONED",
            Error::TooDeep => "HANDFAST_TOO_DEEP",
            Error::Detached => "HANDFAST_DETACHED",
            Error::NoHost => "HANDFAST_NO_HOST",
            Error::WrongType { .. } => "HANDFAST_WRONG_TYPE",
            Error::TooLarge => "HANDFAST_TOO_LARGE",
            Error::MissingMethod { .. } => "HANDFAST_MISSING_METHOD",
            Error::ScopeEnded { .. } => "HANDFAST_SCOPE_ENDED",
            Error::AlreadyCalled => "HANDFAST_ALREADY_CALLED",
            Error::Aborted => "HANDFAST_ABORTED",
            Error::Panicked => "HANDFAST_PANICKED",
            Error::Viewed { .. } => "HANDFAST_VIEWED",
            Error::OutOfBounds { .. } => "HANDFAST_OUT_OF_BOUNDS",
            Error::OutOfMemory { .. } => "HANDFAST_OUT_OF_MEMORY",
        }
    }

    /// The text. The same as `to_string`, but without the code that interprets formats, which is longer than all texts
    /// together.
    pub fn message(self) -> String {
        let mut text = String::new();
        let end = match self {
            Error::StaleHandle => {
                "this handle is stale: its object was disposed, taken by value or collected; ask Rust for the object again"
            }
            Error::Disposed => {
                "this object was disposed; do not use a wrapper after dispose() or the end of its `using` block"
            }
            Error::WrongClass { expected, found } => {
                push(&mut text, "expected an instance of ");
                push(&mut text, expected);
                push(&mut text, ", got one of ");
                found
            }
            Error::NotAHandle => "expected an object made by this module, got something else",
            Error::NullHandle => {
                "expected an object, got null or undefined; declare the parameter as Option<Ref<T>> to accept them"
            }
            Error::ForeignHandle => {
                "this object belongs to another instance of the module; pass it only to functions of the instance that made it"
            }
            Error::Borrowed { class, holder } => {
                push(&mut text, class);
                push(&mut text, " is borrowed by ");
                holder.push_to(&mut text);
                ", so it cannot be changed now; change it after that call returns"
            }
            Error::BorrowedMut { class, holder } => {
                push(&mut text, class);
                push(&mut text, " is being changed by ");
                holder.push_to(&mut text);
                ", so it cannot be used now; use it after that call returns"
            }
            Error::Shared { class } => {
                push(&mut text, class);
                " cannot be taken by value, because Rust or a raw retain holds other references to it; it stays usable"
            }
            Error::TableFull { capacity } => {
                push(&mut text, "the table is full (");
                push_number(&mut text, capacity);
                " entries); dispose objects that are no longer used, or raise the capacity"
            }
            Error::OverRelease => {
                "released more often than retained; the wrapper's own share was left alone"
            }
            Error::ValueGone => "the JavaScript value behind this reference is gone",
            Error::Freed => "this object is being freed, or was taken by value",
            Error::Poisoned => "this instance has crashed before; load the module again",
            Error::TooDeep => {
                "calls between Rust and JavaScript are nested too deeply; end the recursion, or raise the limit with set_depth_limit"
            }
            Error::Detached => "the memory behind this view has moved; take the view again",
            Error::NoHost => {
                "this thread is not connected to a JavaScript host; install one with Heap::install"
            }
            Error::WrongType { expected } => {
                push(&mut text, "expected ");
                push(&mut text, expected);
                ", got something else"
            }
            Error::TooLarge => "this is too large for the memory of the module; pass it in parts",
            Error::MissingMethod { interface, method } => {
                push(&mut text, "this object is no ");
                push(&mut text, interface);
                push(&mut text, ", because it lacks ");
                method
            }
            Error::ScopeEnded { .. } => "this object was released when its scope ended",
            Error::AlreadyCalled => "this function can be called only once, and was called before",
            Error::Aborted => "this was aborted before it was done",
            Error::Panicked => "this call has panicked; what it had borrowed is free again",
            Error::Viewed { views } => {
                push_number(&mut text, views);
                " view(s) keep this buffer where it is; dispose them first"
            }
            Error::OutOfMemory { class } => {
                push(&mut text, "there is no memory for another ");
                push(&mut text, class);
                "; dispose objects that are no longer used, wait for a turn, and try again"
            }
            Error::OutOfBounds { end, len } => {
                push(&mut text, "this range reaches to ");
                push_number(&mut text, end);
                push(&mut text, ", beyond the end at ");
                push_number(&mut text, len);
                ""
            }
        };
        push(&mut text, end);
        text
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

/// Not inlined, because texts have many parts.
#[inline(never)]
fn push(text: &mut String, part: &str) {
    text.push_str(part);
}

fn push_number(text: &mut String, number: u32) {
    if number > 9 {
        push_number(text, number / 10);
    }
    text.push(char::from(b'0' + (number % 10) as u8));
}

impl std::error::Error for Error {}

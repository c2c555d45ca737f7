//! What runs when JavaScript calls a function.
//!
//! As in exported functions, all arguments are held first, then all are checked, and only then the environment is borrowed and
//! the arguments are taken; an error before that loses nothing. The object is held until the call is over, so a function
//! may dispose itself.

use handfast_runtime::{Error, Holder, Trace};

use super::answer::Answer;
use super::argument::Argument;
use super::code::Code;
use super::object::{Body, name};
use super::receiver::{Reader, not_borrowed, receiver};
use crate::error::{Thrown, worded};
use crate::{imports, unwind};

/// Code that borrows its environment. `M` says how arguments and results cross.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the code of a `RustFn` whose environment is `{E}`",
    label = "does not take `&{E}`, or takes or returns something that cannot cross",
    note = "write the types of all parameters: the environment `&{E}`, and at most six that exported functions can take by value; return what exported functions can return"
)]
pub trait Shared<E, M>: Sized + 'static {
    #[doc(hidden)]
    const CODE: Code;
}

/// Code that changes its environment.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the code of a `RustFn` whose environment is `{E}`",
    label = "does not take `&mut {E}`, or takes or returns something that cannot cross",
    note = "write the types of all parameters: the environment `&mut {E}`, and at most six that exported functions can take by value; return what exported functions can return"
)]
pub trait Exclusive<E, M>: Sized + 'static {
    #[doc(hidden)]
    const CODE: Code;
}

/// Code that takes its environment, so that it can run only once.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the code of a `RustFn` whose environment is `{E}`",
    label = "does not take `{E}`, or takes or returns something that cannot cross",
    note = "write the types of all parameters: the environment `{E}`, and at most six that exported functions can take by value; return what exported functions can return"
)]
pub trait Once<E, M>: Sized + 'static {
    #[doc(hidden)]
    const CODE: Code;
}

/// An error that names the function.
#[cold]
#[inline(never)]
pub(super) fn refused<F>(error: Error) -> Thrown {
    named(error, name::<F>())
}

fn named(error: Error, function: &str) -> Thrown {
    let text = [function, ": ", &error.message()].concat();
    Thrown::of(worded(error, &text))
}

/// What the call came to, with its failure left in JavaScript.
#[inline]
fn ended<A: Default>(result: Result<A, Thrown>) -> A {
    match result {
        Ok(answer) => answer,
        Err(thrown) => {
            imports::fail(&thrown.into_js());
            A::default()
        }
    }
}

/// Implements the three traits for one number of arguments. A bit says which of them are no numbers.
macro_rules! arity {
    ($arity:literal: $($arg:ident $marker:ident $name:ident $bit:literal),*) => {
        arity! {
            @ Shared [Fn(&E, $($arg),*)] [E, F] $arity: $($arg $marker $name $bit),*;
            Reader::<Body<E, F>>::of::<F>,
            |function| {
                let body = function.read::<F>()?;
                $(let $name = $arg::take($name).map_err(refused::<F>)?;)*
                (body.code)(&body.env, $($name),*)
            }
        }
        arity! {
            @ Exclusive [Fn(&mut E, $($arg),*)] [E, F] $arity: $($arg $marker $name $bit),*;
            receiver::<Body<E, F>, F>,
            |function| {
                let Ok(mut body) = function.try_borrow_mut_as(Holder::Function(name::<F>)) else {
                    return Err(not_borrowed::<_, F>(&function));
                };
                $(let $name = $arg::take($name).map_err(refused::<F>)?;)*
                let Body { env, code } = &mut *body;
                code(env, $($name),*)
            }
        }
        arity! {
            @ Once [FnOnce(E, $($arg),*)] [Option<E>, Option<F>] $arity: $($arg $marker $name $bit),*;
            receiver::<Body<Option<E>, Option<F>>, F>,
            |function| {
                let Ok(mut body) = function.try_borrow_mut_as(Holder::Function(name::<F>)) else {
                    return Err(not_borrowed::<_, F>(&function));
                };
                if body.env.is_none() {
                    return Err(refused::<F>(Error::AlreadyCalled));
                }
                $(let $name = $arg::take($name).map_err(refused::<F>)?;)*
                let (Some(env), Some(code)) = (body.env.take(), body.code.take()) else {
                    return Err(refused::<F>(Error::AlreadyCalled));
                };
                // Nothing is borrowed while it runs, so that a call of it meanwhile is told what is wrong.
                drop(body);
                code(env, $($name),*)
            }
        }
    };
    (@ $mode:ident [$($bound:tt)*] [$env:ty, $code:ty] $arity:literal: $($arg:ident $marker:ident $name:ident $bit:literal),*;
        $receiver:expr, |$function:ident| $call:block
    ) => {
        impl<E, F, R, N, $($arg, $marker),*> $mode<E, (R, N, $(($arg, $marker),)*)> for F
        where
            E: Trace + 'static,
            F: $($bound)* -> R + 'static,
            R: Answer<N>,
            $($arg: Argument<$marker>,)*
        {
            const CODE: Code = {
                extern "C" fn enter<E, F, R, N, $($arg, $marker),*>(handle: f64, $($name: $arg::Abi),*) -> R::Abi
                where
                    E: Trace + 'static,
                    F: $($bound)* -> R + 'static,
                    R: Answer<N>,
                    $($arg: Argument<$marker>,)*
                {
                    let call = || {
                        let returned = {
                            let $function = $receiver(handle)?;
                            $(let $name = $arg::hold($name).map_err(refused::<F>)?;)*
                            $($arg::check(&$name).map_err(refused::<F>)?;)*
                            $call
                        };
                        // After everything was dropped, because that may call functions, and the result waits until it is returned.
                        returned.answer()
                    };
                    ended(unwind::catch(call))
                }
                let values = 0 $(| if $arg::VALUE { $bit } else { 0 })*;
                Code::of::<$env, $code>(enter::<E, F, R, N, $($arg, $marker),*> as *const (), ($arity, values, R::KIND))
            };
        }
    };
}

arity!(0:);
arity!(1: A MA a 1);
arity!(2: A MA a 1, B MB b 2);
arity!(3: A MA a 1, B MB b 2, C MC c 4);
arity!(4: A MA a 1, B MB b 2, C MC c 4, D MD d 8);
arity!(5: A MA a 1, B MB b 2, C MC c 4, D MD d 8, G MG g 16);
arity!(6: A MA a 1, B MB b 2, C MC c 4, D MD d 8, G MG g 16, H MH h 32);

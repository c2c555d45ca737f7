//! [`View`]s and [`Buffer`]s as results, and views as arguments.

use std::marker::PhantomData;

use handfast_runtime::{Borrow, Buffer, Error, Ref};
use wasm_bindgen::JsValue;

use super::describe::{TypeName, named, type_name};
use super::wrapper::{Named, results};
use super::{IntoJs, Read, Reading, RefFromJs};
use crate::class::resolve;
use crate::error::Thrown;
use crate::view::{Access, Mutable, View, Viewed, wrap};

/// Reads a view.
pub struct ByView<T, A>(PhantomData<(T, A)>);

impl<T: Viewed, A: Access> TypeName for ByView<T, A> {
    const NAME: &'static str = if A::READ_ONLY {
        T::READ_ONLY_VIEW
    } else {
        T::VIEW
    };
}

impl<T: Viewed, A: Access> Reading for ByView<T, A> {
    type Value = Ref<View<T, A>>;

    fn describe() {
        named::<Self>();
    }

    fn describe_list() {
        type_name!("any[]");
    }

    fn read(value: &JsValue) -> Result<Ref<View<T, A>>, Error> {
        resolve(value, false)
    }
}

// Nobody is to be told of views who has taken or returned something else.
#[diagnostic::do_not_recommend]
impl<L, T: Viewed, A: Access> RefFromJs<L> for View<T, A> {
    type Js = Read<ByView<T, A>>;
    type Anchor = Ref<View<T, A>>;
    type Guard<'a> = Borrow<'a, View<T, A>>;

    fn anchor(js: Self::Js) -> Result<Ref<View<T, A>>, Error> {
        js.get()
    }

    fn borrow<'a>(
        anchor: &'a Ref<View<T, A>>,
        method: &'static &'static str,
    ) -> Result<Borrow<'a, View<T, A>>, Error> {
        anchor.try_borrow_for(method)
    }
}

/// Stands for a buffer in the conversions: what JavaScript gets is a view of all of it.
pub struct ByBuffer<T>(PhantomData<T>);

fn view<T: Viewed, A: Access>(view: View<T, A>) -> Result<Named<ByView<T, A>>, Error> {
    Ok(Named::new(wrap(view)?))
}

fn buffer<T: Viewed>(buffer: Buffer<T>) -> Result<Named<ByView<T, Mutable>>, Error> {
    view(View::of(&buffer))
}

results!([T: Viewed, A: Access] View<T, A>, View<T, A>, ByView<T, A>, view);
results!([T: Viewed] ByBuffer<T>, Buffer<T>, ByView<T, Mutable>, buffer);

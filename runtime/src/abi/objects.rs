//! Objects of C's: making them, showing them to JavaScript, and their fields. `handfast.h` says what each function does.

use super::classes;
use super::foreign::{Field, Foreign};
use super::{or_nothing, refs};
use crate::error::Error;
use crate::exports::status;
use crate::heap::Heap;
use crate::js_ref::RawJsRef;
use crate::strong::Ref;

/// Makes an object, and a reference to it.
#[unsafe(no_mangle)]
pub extern "C" fn hf_new(class: u32, data: usize, fields: u32) -> u64 {
    or_nothing(classes::find(class).map(|class| {
        let value = Foreign::new(data, class.drop, fields);
        refs::give(Ref::with_class(class.class, value))
    }))
}

/// What C has given for the data of the object, if it is of that class.
#[unsafe(no_mangle)]
pub extern "C" fn hf_data(reference: u64, class: u32) -> usize {
    let data = || {
        let (object, class) = (refs::get(reference)?, classes::find(class)?);
        if !std::ptr::eq(object.class(), class.class) {
            return Err(Error::WrongClass {
                expected: class.class.name(),
                found: object.class().name(),
            });
        }
        Ok(object.try_borrow()?.data())
    };
    or_nothing(data())
}

/// The handle by which JavaScript gets the object.
#[unsafe(no_mangle)]
pub extern "C" fn hf_expose(reference: u64) -> f64 {
    let handle = refs::get(reference).and_then(|object| Heap::expose(&object));
    or_nothing(handle.map(|handle| handle.to_f64()))
}

/// A reference to the object of a handle that came from JavaScript.
#[unsafe(no_mangle)]
pub extern "C" fn hf_resolve(handle: f64) -> u64 {
    or_nothing(Heap::resolve_number::<Foreign>(handle).map(refs::give))
}

/// Whether two references mean the same object.
#[unsafe(no_mangle)]
pub extern "C" fn hf_same(a: u64, b: u64) -> u32 {
    let same = || Ok(refs::get(a)?.ptr_eq(&refs::get(b)?).into());
    or_nothing(same())
}

/// Changes the number of the object's fields.
#[unsafe(no_mangle)]
pub extern "C" fn hf_resize(reference: u64, fields: u32) -> u32 {
    let resize = || {
        let object = refs::get(reference)?;
        let cut = object.try_borrow_mut()?.resize(fields);
        drop(cut);
        Ok(())
    };
    status(resize())
}

/// How many fields the object has.
#[unsafe(no_mangle)]
pub extern "C" fn hf_fields(reference: u64) -> u32 {
    let count = || Ok(refs::get(reference)?.try_borrow()?.len());
    or_nothing(count())
}

fn set(reference: u64, index: u32, field: Field) -> Result<(), Error> {
    let object = refs::get(reference)?;
    let old = object.try_borrow_mut()?.set(index, field);
    // What is dropped here may be the last reference to something whose drop function looks at this object.
    old.map(drop).map_err(|(error, _field)| error)
}

/// Makes a field refer to an object, or empties it.
#[unsafe(no_mangle)]
pub extern "C" fn hf_set(reference: u64, index: u32, target: u64) -> u32 {
    let field = match target {
        0 => Ok(Field::Empty),
        target => refs::get(target).map(Field::Object),
    };
    status(field.and_then(|field| set(reference, index, field)))
}

/// The same without keeping the object.
#[unsafe(no_mangle)]
pub extern "C" fn hf_set_weak(reference: u64, index: u32, target: u64) -> u32 {
    let field = refs::get(target).map(|target| Field::Weak(target.downgrade()));
    status(field.and_then(|field| set(reference, index, field)))
}

/// Makes a field hold a JavaScript value, which it takes over.
#[unsafe(no_mangle)]
pub extern "C" fn hf_set_value(reference: u64, index: u32, value: u32) -> u32 {
    let field = RawJsRef::from_slot(value).map(Field::Value);
    status(field.and_then(|field| set(reference, index, field)))
}

fn get(reference: u64, index: u32) -> Result<Field, Error> {
    let object = refs::get(reference)?;
    let field = object.try_borrow()?.get(index)?.clone();
    Ok(field)
}

/// A reference to what a field refers to.
#[unsafe(no_mangle)]
pub extern "C" fn hf_get(reference: u64, index: u32) -> u64 {
    or_nothing(get(reference, index).map(|field| match field {
        Field::Object(object) => refs::give(object),
        Field::Weak(weak) => weak.upgrade().map_or(0, refs::give),
        Field::Value(_) | Field::Empty => 0,
    }))
}

/// The JavaScript value that a field holds.
#[unsafe(no_mangle)]
pub extern "C" fn hf_get_value(reference: u64, index: u32) -> u32 {
    or_nothing(get(reference, index).map(|field| match field {
        Field::Value(value) => value.into_slot(),
        _ => 0,
    }))
}

use handfast::RustFn;
use handfast::prelude::*;

fn captures_a_reference(text: Ref<String>) -> RustFn {
    RustFn::new((), move |_: &()| text.borrow().clone())
}

fn captures_a_function(f: JsRef<Function>) -> RustFn {
    RustFn::new_mut(0, move |count: &mut u32| {
        *count += 1;
        f.call0().map(drop)
    })
}

fn captures_a_number(number: i32) -> RustFn {
    RustFn::once((), move |_: ()| number)
}

fn main() {
    let text = Ref::new(String::new());
    captures_a_reference(text);
    captures_a_function(JsRef::new(&Function::new_no_args("")));
    captures_a_number(5);
}

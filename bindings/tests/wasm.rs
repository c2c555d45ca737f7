//! As an app tests itself: under wasm-bindgen-test, in Node and in browsers.
#![cfg(target_family = "wasm")]

use handfast::handfast;
use handfast::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

/// A list of listeners, and of other lists.
#[handfast]
#[derive(Default)]
pub struct Topic {
    listeners: Vec<JsRef<Function>>,
    topics: Vec<Ref<Topic>>,
}

#[handfast]
impl Topic {
    /// An empty topic.
    #[handfast(constructor)]
    pub fn new() -> Topic {
        Topic::default()
    }

    /// Adds a listener.
    pub fn listen(&mut self, listener: JsRef<Function>) {
        self.listeners.push(listener);
    }

    /// Calls all listeners, of the topics below too, and counts them.
    pub fn publish(&self, message: &JsValue) -> Result<u32, JsValue> {
        let mut called = 0;
        for listener in &self.listeners {
            listener.call1(message)?;
            called += 1;
        }
        for topic in &self.topics {
            called += topic.borrow().publish(message)?;
        }
        Ok(called)
    }
}

fn js(source: &str) -> JsValue {
    js_sys::eval(source).expect("the source of a test is correct")
}

#[wasm_bindgen_test]
fn an_object_comes_back_from_javascript_as_itself() {
    let topic = Ref::new(Topic::new());
    let wrapper = handfast::wrap(&topic).unwrap();
    assert_eq!(handfast::wrap(&topic).unwrap(), wrapper);
    assert!(handfast::unwrap::<Topic>(&wrapper).unwrap().ptr_eq(&topic));
    let free: Function = js("(wrapper) => wrapper.free()").into();
    free.call1(&JsValue::UNDEFINED, &wrapper).unwrap();
    let gone = handfast::unwrap::<Topic>(&wrapper).unwrap_err();
    assert_eq!(gone, handfast::Error::Disposed);
    drop(topic);
    handfast::assert_empty();
}

#[wasm_bindgen_test]
fn held_functions_are_called_and_their_errors_arrive() {
    let calls = js("globalThis.calls = []");
    let listener: Function = js("(message) => { calls.push(message); }").into();
    let topic = Ref::new(Topic::new());
    let held = JsRef::new(&listener);
    topic.borrow_mut().listen(held.clone());
    topic.borrow_mut().listen(held);
    let below = Ref::new(Topic::new());
    below.borrow_mut().listen(JsRef::new(&listener));
    topic.borrow_mut().topics.push(below);
    assert_eq!(topic.borrow().publish(&"hello".into()), Ok(3));
    assert_eq!(js_sys::Array::from(&calls).length(), 3);

    let thrower: Function = js("() => { throw new RangeError('no') }").into();
    topic.borrow_mut().listen(JsRef::new(&thrower));
    let error = topic.borrow().publish(&"again".into()).unwrap_err();
    assert!(js_sys::RangeError::from(error).message() == "no");
    drop(topic);
    handfast::assert_empty();
}

#[wasm_bindgen_test]
fn values_come_back_as_they_were_held() {
    let object: js_sys::Object = js("({ answer: 42 })").into();
    let held = JsRef::new(&object);
    let weak = held.downgrade();
    assert_eq!(held.get(), object);
    assert_eq!(weak.get(), Some(object));
    assert_eq!((held.count(), held.clone().ptr_eq(&held)), (1, true));
    drop((held, weak));
    handfast::assert_empty();
}

#[wasm_bindgen_test]
fn what_is_no_object_is_refused() {
    use handfast::Error;
    for (source, error) in [
        ("null", Error::NullHandle),
        ("undefined", Error::NullHandle),
        ("({})", Error::NotAHandle),
        ("7", Error::NotAHandle),
    ] {
        assert_eq!(handfast::unwrap::<Topic>(&js(source)).unwrap_err(), error);
    }
    handfast::assert_empty();
}

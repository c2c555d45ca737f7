//! Traits that JavaScript objects cannot implement.

use handfast::handfast;
use handfast::prelude::*;

#[handfast]
pub trait Empty {}

#[handfast]
pub trait Generic<T> {
    fn f(&self) -> Result<(), JsValue>;
}

#[handfast]
pub trait Sub: Clone {
    fn f(&self) -> Result<(), JsValue>;
}

#[handfast]
pub trait Conditions
where
    Self: Clone,
{
    fn f(&self) -> Result<(), JsValue>;
}

#[handfast]
pub unsafe trait Dangerous {
    fn f(&self) -> Result<(), JsValue>;
}

#[handfast]
pub trait Parts {
    const CONSTANT: u32;
    type Type;
    fn f(&self) -> Result<(), JsValue>;
}

#[handfast]
pub trait Methods {
    fn generic<T>(&self, value: T) -> Result<(), JsValue>;
    fn anonymous(&self, value: impl Into<u32>) -> Result<(), JsValue>;
    fn lifetime<'a>(&'a self) -> Result<(), JsValue>;
    fn conditions(&self) -> Result<(), JsValue>
    where
        Self: Sized;
    unsafe fn dangerous(&self) -> Result<(), JsValue>;
    #[cfg(all())]
    fn conditional(&self) -> Result<(), JsValue>;
}

#[handfast]
pub trait Receivers {
    fn by_value(self) -> Result<(), JsValue>;
    fn exclusive(&mut self) -> Result<(), JsValue>;
    fn boxed(self: Box<Self>) -> Result<(), JsValue>;
    fn none() -> Result<(), JsValue>;
}

#[handfast]
pub trait Infallible {
    fn nothing(&self);
    fn number(&self) -> u32;
    fn text(&self) -> String {
        String::new()
    }
    async fn waits(&self) -> u32;
}

#[handfast]
pub trait Arguments {
    fn slice(&self, numbers: &[u8]) -> Result<(), JsValue>;
    fn exclusive(&self, text: &mut String) -> Result<(), JsValue>;
    fn string(&self, text: &String) -> Result<(), JsValue>;
    fn counted(&self, value: std::rc::Rc<u32>) -> Result<(), JsValue>;
    fn tuple(&self, value: (u32, u32)) -> Result<(), JsValue>;
    fn outcome(&self, value: Result<u32, u32>) -> Result<(), JsValue>;
    fn returned(&self) -> Result<&str, JsValue>;
}

#[handfast]
pub trait Properties {
    #[handfast(getter)]
    fn with_parameter(&self, value: u32) -> Result<u32, JsValue>;
    #[handfast(getter)]
    fn nothing(&self) -> Result<(), JsValue>;
    #[handfast(getter)]
    async fn waits(&self) -> Result<u32, JsValue>;
    #[handfast(setter)]
    fn set_two(&self, a: u32, b: u32) -> Result<(), JsValue>;
    #[handfast(setter)]
    fn set_and_return(&self, a: u32) -> Result<u32, JsValue>;
    #[handfast(setter)]
    fn without_prefix(&self, a: u32) -> Result<(), JsValue>;
}

#[handfast(extends = Empty)]
pub trait Options {
    fn f(&self) -> Result<(), JsValue>;
}

#[handfast]
pub trait MethodOptions {
    #[handfast(constructor)]
    fn f(&self) -> Result<(), JsValue>;
    fn g(&self, #[handfast(readonly)] value: u32) -> Result<(), JsValue>;
    #[handfast(js_name = "")]
    fn h(&self) -> Result<(), JsValue>;
}

fn main() {}

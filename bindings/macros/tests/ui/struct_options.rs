//! Options of structs.

use handfast::handfast;

#[handfast(js_namespace = math)]
pub struct InNamespace;

#[handfast(unknown)]
pub struct Unknown;

#[handfast(identity, identity)]
pub struct Twice;

#[handfast(identity = true)]
pub struct WithValue;

#[handfast(js_name)]
pub struct WithoutValue;

#[handfast(js_name = 5)]
pub struct NotAName;

#[handfast(js_class = Other)]
pub struct OfTheBlock;

#[handfast(constructor)]
pub struct OfMethods;

#[handfast(crate = "handfast")]
pub struct NotAPath;

fn main() {}

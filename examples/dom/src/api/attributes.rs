//! `Element`: its attributes.

use handfast::{Ref, handfast};
use html5ever::{Attribute, LocalName, Namespace};
use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::{nullable_string, string};
use crate::element::{Element, names};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = Object)]
    type AttributeObject;

    #[wasm_bindgen(constructor, js_class = "Object")]
    fn new() -> AttributeObject;
    #[wasm_bindgen(method, setter)]
    fn set_name(this: &AttributeObject, name: &str);
    #[wasm_bindgen(method, setter)]
    fn set_value(this: &AttributeObject, value: &str);
    #[wasm_bindgen(method, setter, js_name = namespaceURI)]
    fn set_namespace(this: &AttributeObject, namespace: &JsValue);
}

#[handfast]
impl Element {
    /// The value of an attribute, by its name as it is written; `null` if there is none.
    #[handfast(js_name = getAttribute, unchecked_return_type = "string | null")]
    pub fn get_attribute(&self, name: String) -> JsValue {
        nullable_string(self.attribute_called(&name))
    }

    /// Whether there is an attribute of this name.
    #[handfast(js_name = hasAttribute)]
    pub fn has_attribute(&self, name: String) -> bool {
        self.attribute_called(&name).is_some()
    }

    /// Sets an attribute, by its name as it is written.
    #[handfast(js_name = setAttribute)]
    pub fn set_attribute(
        this: &Ref<Self>,
        name: String,
        #[handfast(unchecked_param_type = "string")] value: JsValue,
    ) -> Result<(), JsValue> {
        let value = string(&value)?;
        Ok(this.borrow_mut().set_attribute_called(&name, &value)?)
    }

    /// Removes an attribute, if it is there.
    #[handfast(js_name = removeAttribute)]
    pub fn remove_attribute(&mut self, name: String) {
        self.remove_attribute_called(&name);
    }

    /// The value of an attribute, by its namespace and its name without prefix.
    #[handfast(js_name = getAttributeNS, unchecked_return_type = "string | null")]
    pub fn get_attribute_ns(
        &self,
        #[handfast(unchecked_param_type = "string | null")] namespace: Option<String>,
        local_name: String,
    ) -> JsValue {
        nullable_string(self.attribute(&in_namespace(namespace), &LocalName::from(local_name)))
    }

    /// Sets an attribute of a namespace; the name may have a prefix.
    #[handfast(js_name = setAttributeNS)]
    pub fn set_attribute_ns(
        this: &Ref<Self>,
        #[handfast(unchecked_param_type = "string | null")] namespace: Option<String>,
        name: String,
        #[handfast(unchecked_param_type = "string")] value: JsValue,
    ) -> Result<(), JsValue> {
        let value = string(&value)?;
        Ok(this
            .borrow_mut()
            .set_attribute_in(namespace.as_deref(), &name, &value)?)
    }

    /// Removes an attribute, by its namespace and its name without prefix.
    #[handfast(js_name = removeAttributeNS)]
    pub fn remove_attribute_ns(
        &mut self,
        #[handfast(unchecked_param_type = "string | null")] namespace: Option<String>,
        local_name: String,
    ) {
        self.remove_attribute_in(&in_namespace(namespace), &LocalName::from(local_name));
    }

    /// Name and value of all attributes. Unlike the standard's list, it does not follow later changes.
    #[handfast(
        getter,
        unchecked_return_type = "{ name: string, value: string, namespaceURI: string | null }[]"
    )]
    pub fn attributes(&self) -> Array {
        let attribute = |attribute: &Attribute| {
            let object = AttributeObject::new();
            object.set_name(&names::qualified(&attribute.name));
            object.set_value(&attribute.value);
            object.set_namespace(&nullable_string(names::namespace(&attribute.name)));
            object
        };
        self.attributes.iter().map(attribute).collect()
    }

    /// The names of all attributes as they are written.
    #[handfast(js_name = getAttributeNames)]
    pub fn get_attribute_names(&self) -> Vec<String> {
        self.attributes
            .iter()
            .map(|attribute| names::qualified(&attribute.name).into_owned())
            .collect()
    }
}

fn in_namespace(namespace: Option<String>) -> Namespace {
    Namespace::from(namespace.unwrap_or_default())
}

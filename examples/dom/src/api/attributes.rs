//! `Element`: its attributes.

use handfast::{Ref, handfast};
use html5ever::{LocalName, Namespace};
use wasm_bindgen::JsValue;

use super::{nullable_string, string};
use crate::element::{Element, names};

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

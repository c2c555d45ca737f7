//! `Element`: its names, its reflected properties, and its markup.

use handfast::{Ref, handfast};
use html5ever::local_name;
use wasm_bindgen::JsValue;

use super::{nullable_string, string, string_or_empty};
use crate::element::{Element, names};
use crate::fragment::DocumentFragment;
use crate::html;
use crate::node::base;
use crate::tree::mutate;

#[handfast]
impl Element {
    /// The name: in upper case, if it is an HTML element.
    #[handfast(getter, js_name = tagName)]
    pub fn tag_name(&self) -> String {
        names::tag(self)
    }

    /// The name without its prefix.
    #[handfast(getter, js_name = localName)]
    pub fn local_name(&self) -> String {
        self.name.local.to_string()
    }

    /// The prefix of the name.
    #[handfast(getter, unchecked_return_type = "string | null")]
    pub fn prefix(&self) -> JsValue {
        nullable_string(self.name.prefix.as_deref())
    }

    /// The namespace of the name; `null` for none.
    #[handfast(getter, js_name = namespaceURI, unchecked_return_type = "string | null")]
    pub fn namespace_uri(&self) -> JsValue {
        nullable_string(names::namespace(&self.name))
    }

    /// The attribute `id`.
    #[handfast(getter)]
    pub fn id(&self) -> String {
        self.reflected(&local_name!("id"))
    }

    /// Sets the attribute `id`.
    #[handfast(setter)]
    pub fn set_id(
        this: &Ref<Self>,
        #[handfast(unchecked_param_type = "string")] id: JsValue,
    ) -> Result<(), JsValue> {
        let id = string(&id)?;
        this.borrow_mut().reflect(local_name!("id"), &id);
        Ok(())
    }

    /// The attribute `class`.
    #[handfast(getter, js_name = className)]
    pub fn class_name(&self) -> String {
        self.reflected(&local_name!("class"))
    }

    /// Sets the attribute `class`.
    #[handfast(setter, js_name = className)]
    pub fn set_class_name(
        this: &Ref<Self>,
        #[handfast(unchecked_param_type = "string")] class: JsValue,
    ) -> Result<(), JsValue> {
        let class = string(&class)?;
        this.borrow_mut().reflect(local_name!("class"), &class);
        Ok(())
    }

    /// The attribute `title`.
    #[handfast(getter)]
    pub fn title(&self) -> String {
        self.reflected(&local_name!("title"))
    }

    /// Sets the attribute `title`.
    #[handfast(setter)]
    pub fn set_title(
        this: &Ref<Self>,
        #[handfast(unchecked_param_type = "string")] title: JsValue,
    ) -> Result<(), JsValue> {
        let title = string(&title)?;
        this.borrow_mut().reflect(local_name!("title"), &title);
        Ok(())
    }

    /// Whether there is an attribute `disabled`.
    #[handfast(getter)]
    pub fn disabled(&self) -> bool {
        self.reflected_flag(&local_name!("disabled"))
    }

    /// Sets or removes the attribute `disabled`.
    #[handfast(setter)]
    pub fn set_disabled(
        &mut self,
        #[handfast(unchecked_param_type = "boolean")] disabled: JsValue,
    ) {
        self.set_reflected_flag(local_name!("disabled"), disabled.is_truthy());
    }

    /// What a form control was set to, or the attribute `value`.
    #[handfast(getter)]
    pub fn value(&self) -> String {
        self.current_value()
    }

    /// Sets what a form control shows; of other elements, the attribute `value`.
    #[handfast(setter)]
    pub fn set_value(
        this: &Ref<Self>,
        #[handfast(unchecked_param_type = "string")] value: JsValue,
    ) -> Result<(), JsValue> {
        let value = string_or_empty(&value)?;
        this.borrow_mut().set_current_value(&value);
        Ok(())
    }

    /// The markup of what is inside.
    #[handfast(getter, js_name = innerHTML)]
    pub fn inner_html(this: &Ref<Self>) -> String {
        html::inner(&base(this))
    }

    /// Replaces what is inside by what this markup means there.
    #[handfast(setter, js_name = innerHTML)]
    pub fn set_inner_html(
        this: &Ref<Self>,
        #[handfast(unchecked_param_type = "string | null")] html: JsValue,
    ) -> Result<(), JsValue> {
        let fragment = html::parse_fragment(this, &string_or_empty(&html)?);
        let contents = this.borrow().contents.clone();
        let parent = contents.map_or_else(|| base(this), |contents| base(&contents));
        mutate::replace_all(&parent, Some(&base(&fragment)));
        Ok(())
    }

    /// The markup of the element.
    #[handfast(getter, js_name = outerHTML)]
    pub fn outer_html(this: &Ref<Self>) -> String {
        html::outer(&base(this))
    }

    /// What is inside a template; `undefined` for other elements.
    #[handfast(getter)]
    pub fn content(&self) -> Option<Ref<DocumentFragment>> {
        self.contents.clone()
    }
}

//! CSS selectors.

use handfast::{Ref, handfast};
use wasm_bindgen::Nullable;

use crate::element::Element;
use crate::error::DomError;
use crate::node::Node;
use crate::select;

#[handfast]
impl Node {
    /// The first element below this node that matches.
    #[handfast(js_name = querySelector)]
    pub fn query_selector(
        this: &Ref<Self>,
        selectors: String,
    ) -> Result<Nullable<Ref<Element>>, DomError> {
        Ok(select::first(this, &selectors)?.into())
    }

    /// All elements below this node that match, in tree order.
    #[handfast(js_name = querySelectorAll)]
    pub fn query_selector_all(
        this: &Ref<Self>,
        selectors: String,
    ) -> Result<Vec<Ref<Element>>, DomError> {
        select::all(this, &selectors)
    }
}

#[handfast]
impl Element {
    /// Whether the element matches.
    pub fn matches(this: &Ref<Self>, selectors: String) -> Result<bool, DomError> {
        select::matches(this, &selectors)
    }

    /// The nearest element that matches, from this one up.
    pub fn closest(
        this: &Ref<Self>,
        selectors: String,
    ) -> Result<Nullable<Ref<Element>>, DomError> {
        Ok(select::closest(this, &selectors)?.into())
    }
}

//! Properties that show attributes: `id`, `className`, `title`, `disabled`, `value`.

use html5ever::{LocalName, local_name, ns};

use super::Element;

impl Element {
    /// An attribute as a string property: empty where it is missing.
    pub(crate) fn reflected(&self, local: &LocalName) -> String {
        self.attribute(&ns!(), local).unwrap_or_default().into()
    }

    /// An attribute as a boolean property: whether it is there.
    pub(crate) fn reflected_flag(&self, local: &LocalName) -> bool {
        self.attribute(&ns!(), local).is_some()
    }

    /// Sets or removes an attribute by its boolean property.
    pub(crate) fn set_reflected_flag(&mut self, local: LocalName, on: bool) {
        if on {
            self.reflect(local, "");
        } else {
            self.remove_attribute_in(&ns!(), &local);
        }
    }

    /// Whether `value` is what the user sees in the control, and the attribute only where it starts.
    fn has_own_value(&self) -> bool {
        let controls = [
            local_name!("input"),
            local_name!("textarea"),
            local_name!("select"),
        ];
        self.is_html() && controls.contains(&self.name.local)
    }

    /// The property `value`: what it was set to, or the attribute.
    pub(crate) fn current_value(&self) -> String {
        self.control_value
            .clone()
            .unwrap_or_else(|| self.reflected(&local_name!("value")))
    }

    /// Sets the property `value`.
    pub(crate) fn set_current_value(&mut self, value: &str) {
        if self.has_own_value() {
            self.control_value = Some(value.into());
        } else {
            self.reflect(local_name!("value"), value);
        }
    }
}

//! Attributes: looked up by qualified name, as in `getAttribute`, or by namespace and local name.

use std::borrow::Cow;

use html5ever::{Attribute, LocalName, Namespace, QualName, ns};

use super::{Element, names};
use crate::error::DomError;

impl Element {
    /// The value of an attribute, by namespace and local name.
    pub fn attribute(&self, namespace: &Namespace, local: &LocalName) -> Option<&str> {
        let found = self
            .attributes
            .iter()
            .find(|a| a.name.local == *local && a.name.ns == *namespace)?;
        Some(&found.value)
    }

    /// The value of an attribute, by its name as it is written.
    pub fn attribute_called(&self, qualified: &str) -> Option<&str> {
        Some(&self.attributes[self.position(qualified)?].value)
    }

    /// Sets an attribute, by its name as it is written.
    ///
    /// # Errors
    /// [`DomError::InvalidCharacter`].
    pub fn set_attribute_called(&mut self, qualified: &str, value: &str) -> Result<(), DomError> {
        names::check_attribute_name(qualified)?;
        match self.position(qualified) {
            Some(position) => self.attributes[position].value = value.into(),
            None => {
                let name = QualName::new(None, ns!(), LocalName::from(self.as_written(qualified)));
                self.attributes.push(Attribute {
                    name,
                    value: value.into(),
                });
            }
        }
        Ok(())
    }

    /// Removes an attribute, by its name as it is written. Returns whether it was there.
    pub fn remove_attribute_called(&mut self, qualified: &str) -> bool {
        let position = self.position(qualified);
        position
            .map(|position| self.attributes.remove(position))
            .is_some()
    }

    /// Sets an attribute of some namespace.
    ///
    /// # Errors
    /// [`DomError::InvalidCharacter`], [`DomError::Namespace`].
    pub fn set_attribute_in(
        &mut self,
        namespace: Option<&str>,
        qualified: &str,
        value: &str,
    ) -> Result<(), DomError> {
        let name = names::attribute_name(namespace, qualified)?;
        self.put(name, value);
        Ok(())
    }

    /// Removes an attribute, by namespace and local name.
    pub fn remove_attribute_in(&mut self, namespace: &Namespace, local: &LocalName) {
        self.attributes
            .retain(|a| a.name.local != *local || a.name.ns != *namespace);
    }

    /// Sets an attribute without a namespace whose name is known to be valid.
    pub(crate) fn reflect(&mut self, local: LocalName, value: &str) {
        self.put(QualName::new(None, ns!(), local), value);
    }

    fn put(&mut self, name: QualName, value: &str) {
        let same = |a: &&mut Attribute| a.name.local == name.local && a.name.ns == name.ns;
        match self.attributes.iter_mut().find(same) {
            Some(attribute) => attribute.value = value.into(),
            None => self.attributes.push(Attribute {
                name,
                value: value.into(),
            }),
        }
    }

    fn position(&self, qualified: &str) -> Option<usize> {
        let wanted = self.as_written(qualified);
        self.attributes.iter().position(|a| match &a.name.prefix {
            None => *a.name.local == *wanted,
            Some(_) => names::qualified(&a.name) == wanted,
        })
    }

    /// HTML does not distinguish upper and lower case in names of attributes.
    fn as_written<'a>(&self, qualified: &'a str) -> Cow<'a, str> {
        if self.is_html() && qualified.bytes().any(|b| b.is_ascii_uppercase()) {
            Cow::Owned(qualified.to_ascii_lowercase())
        } else {
            Cow::Borrowed(qualified)
        }
    }
}

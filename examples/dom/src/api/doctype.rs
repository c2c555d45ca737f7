//! `DocumentType`.

use handfast::handfast;

use crate::doctype::DocumentType;

#[handfast]
impl DocumentType {
    /// `html`, on most pages.
    #[handfast(getter)]
    pub fn name(&self) -> String {
        self.name.to_string()
    }

    /// The public identifier of old pages.
    #[handfast(getter, js_name = publicId)]
    pub fn public_id(&self) -> String {
        self.public_id.to_string()
    }

    /// The system identifier of old pages.
    #[handfast(getter, js_name = systemId)]
    pub fn system_id(&self) -> String {
        self.system_id.to_string()
    }
}

//! `DocumentType`.

use handfast::handfast;

use crate::doctype::DocumentType;

#[handfast]
impl DocumentType {
    #[handfast(getter)]
    pub fn name(&self) -> String {
        self.name.to_string()
    }

    #[handfast(getter, js_name = publicId)]
    pub fn public_id(&self) -> String {
        self.public_id.to_string()
    }

    #[handfast(getter, js_name = systemId)]
    pub fn system_id(&self) -> String {
        self.system_id.to_string()
    }
}

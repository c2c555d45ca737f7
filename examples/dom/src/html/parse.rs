//! Parsing whole pages, and fragments as `innerHTML` needs them.

use handfast::Ref;
use html5ever::driver::{self, ParseOpts};
use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;

use super::sink::Sink;
use crate::document::Document;
use crate::element::Element;
use crate::fragment::DocumentFragment;
use crate::node::base;
use crate::tree::links;

/// Parses a page. Never fails: HTML defines what any text means.
pub fn parse_document(html: &str) -> Ref<Document> {
    let document = Document::create();
    driver::parse_document(Sink::new(&document.downgrade(), base(&document)), options()).one(html);
    document
}

/// Parses what would be inside `context`. The nodes belong to the same document and have the fragment as parent.
pub fn parse_fragment(context: &Ref<Element>, html: &str) -> Ref<DocumentFragment> {
    let owner = base(context).borrow().owner.clone();
    let fragment = DocumentFragment::create(&owner, Default::default());
    // html5ever takes this for the document and puts one root element into it, around what was parsed.
    let scratch = base(&DocumentFragment::create(&owner, Default::default()));
    let mut options = options();
    options.tree_builder.quirks_mode = owner
        .upgrade()
        .map_or(options.tree_builder.quirks_mode, |document| {
            document.borrow().quirks_mode
        });
    let sink = Sink::new(&owner, scratch.clone());
    driver::parse_fragment_for_element(sink, options, base(context), false, None).one(html);
    if let Some(root) = links::first_child(&scratch) {
        while let Some(child) = links::first_child(&root) {
            links::detach(&child);
            links::insert(&base(&fragment), &child, None);
        }
    }
    fragment
}

/// Scripts never run here, so `noscript` has contents.
fn options() -> ParseOpts {
    ParseOpts {
        tree_builder: TreeBuilderOpts {
            scripting_enabled: false,
            ..TreeBuilderOpts::default()
        },
        ..ParseOpts::default()
    }
}

//! [`Sink`]: what html5ever builds into.

use std::borrow::Cow;

use handfast::{Ref, Weak};
use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, LocalName, Namespace, QualName};

use crate::character_data::{CharacterData, Comment, Text};
use crate::doctype::DocumentType;
use crate::document::Document;
use crate::element::Element;
use crate::node::{Kind, Node, base, cast, kind};
use crate::tree::{links, walk};

/// Builds nodes of one document below one root, which is the document itself or stands in for it.
///
/// The parser keeps trees valid by itself, so the links are set directly and nothing is checked again.
pub(super) struct Sink {
    owner: Weak<Document>,
    root: Ref<Node>,
}

impl Sink {
    pub(super) fn new(owner: &Weak<Document>, root: Ref<Node>) -> Sink {
        Sink {
            owner: owner.clone(),
            root,
        }
    }

    /// Inserts a node, or a text; a text grows the one before it, if there is one.
    fn insert(&self, parent: &Ref<Node>, child: NodeOrText<Ref<Node>>, before: Option<&Ref<Node>>) {
        match child {
            NodeOrText::AppendNode(node) => {
                links::detach(&node);
                links::insert(parent, &node, before);
            }
            NodeOrText::AppendText(text) => {
                let previous = match before {
                    Some(next) => links::previous(next),
                    None => links::last_child(parent),
                };
                match previous
                    .filter(|previous| kind(previous) == Kind::Text)
                    .and_then(|text| cast::<CharacterData>(&text))
                {
                    Some(previous) => previous.borrow_mut().data.push_tendril(&text),
                    None => links::insert(parent, &base(&Text::create(&self.owner, text)), before),
                }
            }
        }
    }
}

/// An element's name, for the parser's many questions about it. Copying one costs two comparisons: names that
/// HTML knows are numbers.
#[derive(Debug)]
pub(super) struct Name {
    namespace: Namespace,
    local: LocalName,
}

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.namespace
    }

    fn local_name(&self) -> &LocalName {
        &self.local
    }
}

fn element(node: &Ref<Node>) -> Ref<Element> {
    cast(node).expect("the parser asks this of elements only")
}

impl TreeSink for Sink {
    type Handle = Ref<Node>;
    type Output = ();
    type ElemName<'a> = Name;

    fn finish(self) {}

    /// Browsers do not tell anybody about errors in markup either.
    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Ref<Node> {
        self.root.clone()
    }

    fn elem_name(&self, node: &Ref<Node>) -> Name {
        let element = element(node);
        let element = element.borrow();
        Name {
            namespace: element.name.ns.clone(),
            local: element.name.local.clone(),
        }
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        _: ElementFlags,
    ) -> Ref<Node> {
        base(&Element::create(&self.owner, name, attributes))
    }

    fn create_comment(&self, text: StrTendril) -> Ref<Node> {
        base(&Comment::create(&self.owner, text))
    }

    /// HTML has no processing instructions: its parser makes comments of them and does not call this.
    fn create_pi(&self, target: StrTendril, data: StrTendril) -> Ref<Node> {
        base(&Comment::create(
            &self.owner,
            format!("?{target} {data}").into(),
        ))
    }

    fn append(&self, parent: &Ref<Node>, child: NodeOrText<Ref<Node>>) {
        self.insert(parent, child, None);
    }

    fn append_before_sibling(&self, sibling: &Ref<Node>, child: NodeOrText<Ref<Node>>) {
        if let Some(parent) = links::parent(sibling) {
            self.insert(&parent, child, Some(sibling));
        }
    }

    fn append_based_on_parent_node(
        &self,
        element: &Ref<Node>,
        previous: &Ref<Node>,
        child: NodeOrText<Ref<Node>>,
    ) {
        if links::parent(element).is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(
        &self,
        name: StrTendril,
        public_id: StrTendril,
        system_id: StrTendril,
    ) {
        let doctype = DocumentType::create(&self.owner, name, public_id, system_id);
        links::insert(&self.root, &base(&doctype), None);
    }

    fn get_template_contents(&self, template: &Ref<Node>) -> Ref<Node> {
        let contents = element(template).borrow().contents.clone();
        base(&contents.expect("the parser asks this of templates only"))
    }

    fn same_node(&self, a: &Ref<Node>, b: &Ref<Node>) -> bool {
        a == b
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        // A fragment's parser repeats what the document said.
        if let Some(document) = cast::<Document>(&self.root) {
            document.borrow_mut().quirks_mode = mode;
        }
    }

    fn add_attrs_if_missing(&self, node: &Ref<Node>, attributes: Vec<Attribute>) {
        let element = element(node);
        let mut element = element.borrow_mut();
        for attribute in attributes {
            if element
                .attribute(&attribute.name.ns, &attribute.name.local)
                .is_none()
            {
                element.attributes.push(attribute);
            }
        }
    }

    fn remove_from_parent(&self, node: &Ref<Node>) {
        links::detach(node);
    }

    fn reparent_children(&self, node: &Ref<Node>, new_parent: &Ref<Node>) {
        for child in walk::children(node).collect::<Vec<_>>() {
            self.insert(new_parent, NodeOrText::AppendNode(child), None);
        }
    }

    fn is_mathml_annotation_xml_integration_point(&self, node: &Ref<Node>) -> bool {
        let element = element(node);
        let element = element.borrow();
        let encoding = element.attribute_called("encoding").unwrap_or_default();
        ["text/html", "application/xhtml+xml"]
            .iter()
            .any(|html| encoding.eq_ignore_ascii_case(html))
    }

    /// Shadow trees are not part of this DOM.
    fn allow_declarative_shadow_roots(&self, _: &Ref<Node>) -> bool {
        false
    }
}

//! What html5ever builds into.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use html5ever::driver::{ParseOpts, parse_document};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeBuilderOpts, TreeSink};
use html5ever::{Attribute, ExpandedName, QualName};

use crate::tree::{self, Data, Kind};

pub(crate) fn parse(html: &str) -> Rc<Data> {
    let tree_builder = TreeBuilderOpts {
        scripting_enabled: false,
        ..TreeBuilderOpts::default()
    };
    let sink = Sink {
        document: Data::new(Kind::Document),
    };
    parse_document(
        sink,
        ParseOpts {
            tree_builder,
            ..ParseOpts::default()
        },
    )
    .one(html)
}

struct Sink {
    document: Rc<Data>,
}

impl Sink {
    fn insert(&self, parent: &Rc<Data>, child: NodeOrText<Rc<Data>>, before: Option<&Rc<Data>>) {
        match child {
            NodeOrText::AppendNode(node) => {
                tree::detach(&node);
                tree::insert(parent, &node, before);
            }
            NodeOrText::AppendText(text) => {
                let previous = before.map_or_else(|| parent.last_child(), |next| next.previous());
                match previous.as_ref().map(|previous| &previous.kind) {
                    Some(Kind::Text(data)) => data.borrow_mut().push_tendril(&text),
                    _ => tree::insert(parent, &Data::new(Kind::Text(RefCell::new(text))), before),
                }
            }
        }
    }
}

impl TreeSink for Sink {
    type Handle = Rc<Data>;
    type Output = Rc<Data>;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Rc<Data> {
        self.document
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Rc<Data> {
        self.document.clone()
    }

    fn elem_name<'a>(&'a self, node: &'a Rc<Data>) -> ExpandedName<'a> {
        match &node.kind {
            Kind::Element { name, .. } => name.expanded(),
            _ => unreachable!("the parser asks this of elements only"),
        }
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        flags: ElementFlags,
    ) -> Rc<Data> {
        let contents = flags.template.then(|| Data::new(Kind::Fragment));
        Data::new(Kind::Element {
            name,
            attributes: RefCell::new(attributes),
            contents,
        })
    }

    fn create_comment(&self, text: StrTendril) -> Rc<Data> {
        Data::new(Kind::Comment(text))
    }

    fn create_pi(&self, _: StrTendril, data: StrTendril) -> Rc<Data> {
        Data::new(Kind::Comment(data))
    }

    fn append(&self, parent: &Rc<Data>, child: NodeOrText<Rc<Data>>) {
        self.insert(parent, child, None);
    }

    fn append_before_sibling(&self, sibling: &Rc<Data>, child: NodeOrText<Rc<Data>>) {
        if let Some(parent) = sibling.parent() {
            self.insert(&parent, child, Some(sibling));
        }
    }

    fn append_based_on_parent_node(
        &self,
        element: &Rc<Data>,
        previous: &Rc<Data>,
        child: NodeOrText<Rc<Data>>,
    ) {
        if element.parent().is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, name: StrTendril, _: StrTendril, _: StrTendril) {
        tree::insert(&self.document, &Data::new(Kind::Doctype(name)), None);
    }

    fn get_template_contents(&self, node: &Rc<Data>) -> Rc<Data> {
        match &node.kind {
            Kind::Element {
                contents: Some(contents),
                ..
            } => contents.clone(),
            _ => unreachable!("the parser asks this of templates only"),
        }
    }

    fn same_node(&self, a: &Rc<Data>, b: &Rc<Data>) -> bool {
        Rc::ptr_eq(a, b)
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn add_attrs_if_missing(&self, node: &Rc<Data>, missing: Vec<Attribute>) {
        if let Kind::Element { attributes, .. } = &node.kind {
            let mut attributes = attributes.borrow_mut();
            for attribute in missing {
                if attributes.iter().all(|other| other.name != attribute.name) {
                    attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, node: &Rc<Data>) {
        tree::detach(node);
    }

    fn reparent_children(&self, node: &Rc<Data>, new_parent: &Rc<Data>) {
        while let Some(child) = node.first_child() {
            tree::detach(&child);
            tree::insert(new_parent, &child, None);
        }
    }

    fn allow_declarative_shadow_roots(&self, _: &Rc<Data>) -> bool {
        false
    }
}

//! Nodes and their links: forward ones own, backward ones watch.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName};
use js_sys::Function;

use crate::live::LiveNode;

/// What a node is besides a place in the tree.
pub(crate) enum Kind {
    Document,
    Doctype(StrTendril),
    Element {
        name: QualName,
        attributes: RefCell<Vec<Attribute>>,
        contents: Option<Rc<Data>>,
    },
    Text(RefCell<StrTendril>),
    Comment(StrTendril),
    Fragment,
}

#[derive(Clone)]
pub(crate) struct Listener {
    pub(crate) kind: String,
    pub(crate) capture: bool,
    pub(crate) function: Function,
}

pub(crate) struct Data {
    pub(crate) kind: Kind,
    pub(crate) links: RefCell<Links>,
    pub(crate) listeners: RefCell<Vec<Listener>>,
    _live: LiveNode,
}

#[derive(Default)]
pub(crate) struct Links {
    pub(crate) parent: Weak<Data>,
    pub(crate) first_child: Option<Rc<Data>>,
    pub(crate) last_child: Weak<Data>,
    pub(crate) previous: Weak<Data>,
    pub(crate) next: Option<Rc<Data>>,
}

impl Data {
    pub(crate) fn new(kind: Kind) -> Rc<Data> {
        Rc::new(Data {
            kind,
            links: RefCell::default(),
            listeners: RefCell::default(),
            _live: LiveNode::new(),
        })
    }

    pub(crate) fn parent(&self) -> Option<Rc<Data>> {
        self.links.borrow().parent.upgrade()
    }

    pub(crate) fn first_child(&self) -> Option<Rc<Data>> {
        self.links.borrow().first_child.clone()
    }

    pub(crate) fn last_child(&self) -> Option<Rc<Data>> {
        self.links.borrow().last_child.upgrade()
    }

    pub(crate) fn previous(&self) -> Option<Rc<Data>> {
        self.links.borrow().previous.upgrade()
    }

    pub(crate) fn next(&self) -> Option<Rc<Data>> {
        self.links.borrow().next.clone()
    }
}

/// Detaches the children, one after the other: a long list of them takes no stack.
impl Drop for Data {
    fn drop(&mut self) {
        let mut next = self.links.get_mut().first_child.take();
        while let Some(child) = next {
            let mut links = child.links.borrow_mut();
            links.parent = Weak::new();
            links.previous = Weak::new();
            next = links.next.take();
        }
    }
}

/// Inserts a detached node before a child, or at the end.
pub(crate) fn insert(parent: &Rc<Data>, node: &Rc<Data>, before: Option<&Rc<Data>>) {
    let this = Rc::downgrade(node);
    let previous = match before {
        Some(next) => std::mem::replace(&mut next.links.borrow_mut().previous, this),
        None => std::mem::replace(&mut parent.links.borrow_mut().last_child, this),
    };
    match previous.upgrade() {
        Some(previous) => previous.links.borrow_mut().next = Some(node.clone()),
        None => parent.links.borrow_mut().first_child = Some(node.clone()),
    }
    let mut links = node.links.borrow_mut();
    links.parent = Rc::downgrade(parent);
    links.previous = previous;
    links.next = before.cloned();
}

/// Takes a node out of its parent, if it has one.
pub(crate) fn detach(node: &Rc<Data>) {
    let Some(parent) = node.parent() else { return };
    let (previous, next) = {
        let mut links = node.links.borrow_mut();
        links.parent = Weak::new();
        (std::mem::take(&mut links.previous), links.next.take())
    };
    match &next {
        Some(next) => next.links.borrow_mut().previous = previous.clone(),
        None => parent.links.borrow_mut().last_child = previous.clone(),
    }
    match previous.upgrade() {
        Some(previous) => previous.links.borrow_mut().next = next,
        None => parent.links.borrow_mut().first_child = next,
    }
}

/// A copy of a node with all below it, without listeners.
pub(crate) fn copy(node: &Data) -> Rc<Data> {
    let kind = match &node.kind {
        Kind::Document => Kind::Document,
        Kind::Doctype(name) => Kind::Doctype(name.clone()),
        Kind::Element {
            name,
            attributes,
            contents,
        } => Kind::Element {
            name: name.clone(),
            attributes: attributes.clone(),
            contents: contents.as_ref().map(|contents| copy(contents)),
        },
        Kind::Text(data) => Kind::Text(data.clone()),
        Kind::Comment(data) => Kind::Comment(data.clone()),
        Kind::Fragment => Kind::Fragment,
    };
    let copied = Data::new(kind);
    let mut next = node.first_child();
    while let Some(child) = next {
        insert(&copied, &copy(&child), None);
        next = child.next();
    }
    copied
}

//! CSS selectors on our nodes, matched by Servo's `selectors` crate.

mod candidate;
mod grammar;
mod pseudo_class;

use handfast::Ref;
use html5ever::tree_builder::QuirksMode as ParserQuirksMode;
use selectors::context::{
    MatchingContext, MatchingForInvalidation, MatchingMode, NeedsSelectorFlags, QuirksMode,
    SelectorCaches,
};
use selectors::matching::matches_selector_list;
use selectors::parser::SelectorList;
use typed_arena::Arena;

use self::candidate::Candidate;
use self::grammar::Grammar;
use crate::element::Element;
use crate::error::DomError;
use crate::node::{Node, base, cast};
use crate::tree::walk;

/// The first element below `root`, in tree order, that matches.
///
/// # Errors
/// [`DomError::Syntax`].
pub fn first(root: &Ref<Node>, selector: &str) -> Result<Option<Ref<Element>>, DomError> {
    let mut query = Query::new(root, selector)?;
    Ok(elements(root).find(|element| query.matches(element)))
}

/// All elements below `root` that match, in tree order.
///
/// # Errors
/// [`DomError::Syntax`].
pub fn all(root: &Ref<Node>, selector: &str) -> Result<Vec<Ref<Element>>, DomError> {
    let mut query = Query::new(root, selector)?;
    Ok(elements(root)
        .filter(|element| query.matches(element))
        .collect())
}

/// Whether an element matches.
///
/// # Errors
/// [`DomError::Syntax`].
pub fn matches(element: &Ref<Element>, selector: &str) -> Result<bool, DomError> {
    Ok(Query::new(&base(element), selector)?.matches(element))
}

/// The nearest element that matches, from the element itself up.
///
/// # Errors
/// [`DomError::Syntax`].
pub fn closest(element: &Ref<Element>, selector: &str) -> Result<Option<Ref<Element>>, DomError> {
    let mut query = Query::new(&base(element), selector)?;
    let ancestors = walk::inclusive_ancestors(&base(element))
        .filter_map(|node| cast(&node))
        .collect::<Vec<_>>();
    Ok(ancestors
        .into_iter()
        .find(|ancestor| query.matches(ancestor)))
}

fn elements(root: &Ref<Node>) -> impl Iterator<Item = Ref<Element>> + use<> {
    walk::descendants(root).filter_map(|node| cast(&node))
}

/// A parsed selector, and what was learnt while it was matched against one element after the other. The tree must
/// not change meanwhile.
struct Query {
    selectors: SelectorList<Grammar>,
    caches: SelectorCaches,
    quirks_mode: QuirksMode,
    /// What `:scope` means: the element the query was made on, if it was one.
    scope: Option<Ref<Element>>,
}

impl Query {
    fn new(root: &Ref<Node>, selector: &str) -> Result<Query, DomError> {
        let document = root.borrow().owner.upgrade();
        let quirks_mode = match document.map(|document| document.borrow().quirks_mode) {
            Some(ParserQuirksMode::Quirks) => QuirksMode::Quirks,
            Some(ParserQuirksMode::LimitedQuirks) => QuirksMode::LimitedQuirks,
            Some(ParserQuirksMode::NoQuirks) | None => QuirksMode::NoQuirks,
        };
        Ok(Query {
            selectors: grammar::parse(selector)?,
            caches: SelectorCaches::default(),
            quirks_mode,
            scope: cast(root),
        })
    }

    fn matches(&mut self, element: &Ref<Element>) -> bool {
        let mut context = MatchingContext::new(
            MatchingMode::Normal,
            None,
            &mut self.caches,
            self.quirks_mode,
            NeedsSelectorFlags::No,
            MatchingForInvalidation::No,
        );
        context.scope_element = self.scope.as_ref().map(candidate::identity);
        // Most elements fail at once, and an arena without capacity costs nothing until it is used.
        let visited = Arena::with_capacity(0);
        matches_selector_list(
            &self.selectors,
            Candidate::new(element, &visited),
            &mut context,
        )
    }
}

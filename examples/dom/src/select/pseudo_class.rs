//! Pseudo-classes beyond the structural ones, which `selectors` knows by itself.

use std::fmt::{self, Write};

use cssparser::ToCss;
use html5ever::{local_name, ns};
use selectors::parser;

use crate::element::Element;

/// A pseudo-class that depends on more than the shape of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PseudoClass {
    AnyLink,
    Link,
    Visited,
    Checked,
    Disabled,
    Enabled,
    Active,
    Focus,
    Hover,
}

impl PseudoClass {
    const ALL: [PseudoClass; 9] = [
        PseudoClass::AnyLink,
        PseudoClass::Link,
        PseudoClass::Visited,
        PseudoClass::Checked,
        PseudoClass::Disabled,
        PseudoClass::Enabled,
        PseudoClass::Active,
        PseudoClass::Focus,
        PseudoClass::Hover,
    ];

    pub(super) fn named(name: &str) -> Option<PseudoClass> {
        PseudoClass::ALL
            .into_iter()
            .find(|class| class.name().eq_ignore_ascii_case(name))
    }

    fn name(self) -> &'static str {
        match self {
            PseudoClass::AnyLink => "any-link",
            PseudoClass::Link => "link",
            PseudoClass::Visited => "visited",
            PseudoClass::Checked => "checked",
            PseudoClass::Disabled => "disabled",
            PseudoClass::Enabled => "enabled",
            PseudoClass::Active => "active",
            PseudoClass::Focus => "focus",
            PseudoClass::Hover => "hover",
        }
    }

    /// Whether an element is in this state. Nobody points at a page here or has visited a link of it.
    pub(super) fn matches(self, element: &Element) -> bool {
        match self {
            PseudoClass::AnyLink | PseudoClass::Link => is_link(element),
            PseudoClass::Checked => is_checked(element),
            PseudoClass::Disabled => {
                is_control(element) && element.reflected_flag(&local_name!("disabled"))
            }
            PseudoClass::Enabled => {
                is_control(element) && !element.reflected_flag(&local_name!("disabled"))
            }
            PseudoClass::Visited
            | PseudoClass::Active
            | PseudoClass::Focus
            | PseudoClass::Hover => false,
        }
    }
}

pub(super) fn is_link(element: &Element) -> bool {
    let kinds = [local_name!("a"), local_name!("area")];
    element.is_html()
        && kinds.contains(element.local())
        && element.reflected_flag(&local_name!("href"))
}

fn is_checked(element: &Element) -> bool {
    if !element.is_html() {
        return false;
    }
    match *element.local() {
        local_name!("input") => {
            let kind = element
                .attribute(&ns!(), &local_name!("type"))
                .unwrap_or_default();
            let checkable = ["checkbox", "radio"]
                .iter()
                .any(|checkable| kind.eq_ignore_ascii_case(checkable));
            checkable && element.reflected_flag(&local_name!("checked"))
        }
        local_name!("option") => element.reflected_flag(&local_name!("selected")),
        _ => false,
    }
}

fn is_control(element: &Element) -> bool {
    let kinds = [
        local_name!("button"),
        local_name!("input"),
        local_name!("select"),
        local_name!("textarea"),
        local_name!("optgroup"),
        local_name!("option"),
        local_name!("fieldset"),
    ];
    element.is_html() && kinds.contains(element.local())
}

impl ToCss for PseudoClass {
    fn to_css<W: Write>(&self, out: &mut W) -> fmt::Result {
        write!(out, ":{}", self.name())
    }
}

impl parser::NonTSPseudoClass for PseudoClass {
    fn is_active_or_hover(&self) -> bool {
        matches!(self, PseudoClass::Active | PseudoClass::Hover)
    }

    fn is_user_action_state(&self) -> bool {
        matches!(
            self,
            PseudoClass::Active | PseudoClass::Hover | PseudoClass::Focus
        )
    }
}

/// There are no pseudo-elements in a tree without layout, so there are no values of this type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PseudoElement {}

impl ToCss for PseudoElement {
    fn to_css<W: Write>(&self, _: &mut W) -> fmt::Result {
        match *self {}
    }
}

impl parser::PseudoElement for PseudoElement {}

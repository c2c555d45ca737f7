//! Enums, in classes and functions.
#![allow(
    missing_docs,
    reason = "wasm-bindgen drops the comments of string enums and unions"
)]

use handfast::handfast;

/// Numbered from zero.
#[handfast]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Color {
    /// Red.
    Red,
    /// Green.
    Green,
    /// Blue.
    Blue,
}

/// With numbers of their own, and another name.
#[handfast(js_name = HttpStatus)]
#[derive(Clone, Copy, Debug)]
pub enum Status {
    /// Fine.
    Ok = 200,
    /// Lost.
    NotFound = 404,
}

/// Strings.
#[handfast]
#[derive(Clone, Copy, Debug)]
pub enum Theme {
    /// Light.
    Light = "light",
    /// Dark.
    Dark = "dark",
}

/// One of several types.
#[handfast]
pub enum Answer {
    /// No text.
    Nothing = "nothing",
    /// A number.
    Number(u32),
    /// Any other text.
    Text(String),
}

/// An enum is a field like any other.
#[handfast]
pub struct Pen {
    /// Of the ink.
    pub color: Color,
    status: Status,
}

#[handfast]
impl Pen {
    /// With a color.
    #[handfast(constructor)]
    pub fn new(color: Color) -> Pen {
        Pen {
            color,
            status: Status::Ok,
        }
    }

    /// An enum in and out.
    pub fn replace(&mut self, color: Color, status: Option<Status>) -> Option<Color> {
        let changed = status.map(|status| self.status = status).is_some();
        let old = std::mem::replace(&mut self.color, color);
        changed.then_some(old)
    }

    /// The status.
    #[handfast(getter)]
    pub fn status(&self) -> Status {
        self.status
    }

    /// A string enum.
    pub fn opposite(&self, theme: Theme) -> Theme {
        match theme {
            Theme::Light => Theme::Dark,
            other => {
                let _ = other;
                Theme::Light
            }
        }
    }

    /// A union.
    pub fn answer(&self, answer: Answer) -> Answer {
        match answer {
            Answer::Number(number) => Answer::Text(number.to_string()),
            Answer::Text(text) => Answer::Number(text.len() as u32),
            Answer::Nothing => Answer::Nothing,
        }
    }
}

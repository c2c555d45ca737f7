//! Methods that get their own reference.

use handfast::handfast;
use handfast::prelude::*;

/// A tree: its references make it a class with identity.
#[handfast]
pub struct Tree {
    parent: Weak<Tree>,
    children: Vec<Ref<Tree>>,
}

#[handfast]
impl Tree {
    /// A root.
    #[handfast(constructor)]
    pub fn new() -> Tree {
        Tree {
            parent: Weak::new(),
            children: Vec::new(),
        }
    }

    /// `this: &Ref<Self>`
    pub fn append(this: &Ref<Self>, child: Ref<Tree>) {
        child.borrow_mut().parent = this.downgrade();
        this.borrow_mut().children.push(child);
    }

    /// `this: Ref<Self>`, which it returns.
    #[handfast(js_name = itself)]
    pub fn itself(this: Ref<Self>) -> Ref<Self> {
        this
    }

    /// The class by its name instead of `Self`.
    pub fn shared(this: &Ref<Tree>) -> usize {
        this.strong_count()
    }

    /// The parent.
    #[handfast(getter)]
    pub fn parent(&self) -> Option<Ref<Tree>> {
        self.parent.upgrade()
    }

    /// The children.
    #[handfast(getter)]
    pub fn children(&self) -> Vec<Ref<Tree>> {
        self.children.clone()
    }
}

impl Default for Tree {
    fn default() -> Tree {
        Tree::new()
    }
}

/// A leaf value with one wrapper each, on request.
#[handfast(identity)]
pub struct Token {
    value: u32,
}

#[handfast]
impl Token {
    /// A constructor may return a reference.
    #[handfast(constructor)]
    pub fn new(value: u32) -> Ref<Self> {
        Ref::new(Token { value })
    }

    /// Itself.
    pub fn same(this: &Ref<Self>) -> Ref<Self> {
        this.clone()
    }

    /// A static method whose parameter is called `this` and is something else.
    pub fn of(this: u32) -> Token {
        Token { value: this }
    }

    /// The value.
    #[handfast(getter)]
    pub fn value(&self) -> u32 {
        self.value
    }
}

/// A leaf that keeps its wrapper, held by a [`Shelf`].
#[handfast(preserve)]
pub struct Book {
    pages: u32,
}

#[handfast]
impl Book {
    /// A new one.
    #[handfast(constructor)]
    pub fn new(pages: u32) -> Book {
        Book { pages }
    }

    /// The pages.
    #[handfast(getter)]
    pub fn pages(&self) -> u32 {
        self.pages
    }
}

/// A derived class preserves as well.
#[handfast(extends = Book)]
pub struct Atlas {}

#[handfast]
impl Atlas {
    /// A new one.
    #[handfast(constructor)]
    pub fn new() -> Atlas {
        Atlas {
            parent: Book::new(1),
        }
    }
}

impl Default for Atlas {
    fn default() -> Atlas {
        Atlas::new()
    }
}

/// Holds books; does not keep its own wrapper.
#[handfast]
#[derive(Default)]
pub struct Shelf {
    books: Vec<Ref<Book>>,
}

#[handfast]
impl Shelf {
    /// An empty one.
    #[handfast(constructor)]
    pub fn new() -> Shelf {
        Shelf::default()
    }

    /// Adds a book.
    pub fn add(&mut self, book: Ref<Book>) {
        self.books.push(book);
    }

    /// A book.
    pub fn book(&self, index: usize) -> Option<Ref<Book>> {
        self.books.get(index).cloned()
    }
}

//! Classes whose objects report how much memory they take.

use handfast::prelude::*;
use handfast::{Error, Heap, HeapSize, Object};

/// What `vec!` would end the program for is an error here.
fn zeros<T: Default + Clone>(length: usize) -> Result<Vec<T>, Error> {
    let mut zeros = Vec::new();
    zeros
        .try_reserve_exact(length)
        .map_err(|_| Error::TooLarge)?;
    zeros.resize(length, T::default());
    Ok(zeros)
}

/// Measured by its fields.
#[handfast(measured)]
pub struct Image {
    pixels: Vec<u8>,
    title: String,
    next: Option<Ref<Image>>,
    layers: Vec<Layer>,
    #[size(skip)]
    #[trace(skip)]
    _foreign: std::rc::Rc<[u8]>,
}

/// A part of it.
#[derive(HeapSize)]
pub enum Layer {
    /// Owns nothing.
    Empty,
    /// Owns memory.
    Full {
        /// What it owns.
        pixels: Vec<u16>,
    },
}

impl Trace for Layer {
    const EDGES: bool = false;
    fn trace(&self, _: &mut handfast::Tracer<'_>) {}
}

#[handfast]
impl Image {
    /// So many bytes.
    #[handfast(constructor)]
    pub fn new(bytes: usize) -> Result<Image, Error> {
        Ok(Image {
            pixels: zeros(bytes)?,
            title: String::new(),
            next: None,
            layers: Vec::new(),
            _foreign: [0; 100].into(),
        })
    }

    /// How many bytes of pixels there are.
    #[handfast(getter)]
    pub fn size(&self) -> usize {
        self.pixels.len()
    }

    /// Makes it larger or smaller.
    pub fn resize(&mut self, bytes: usize) -> Result<(), Error> {
        self.pixels = zeros(bytes)?;
        Ok(())
    }

    /// Gives it another title.
    #[handfast(js_name = setTitle)]
    pub fn set_title(&mut self, title: String) {
        self.title = title;
    }

    /// Adds layers.
    #[handfast(js_name = addLayers)]
    pub fn add_layers(&mut self) {
        self.layers = Vec::with_capacity(2);
        self.layers.push(Layer::Empty);
        self.layers.push(Layer::Full {
            pixels: vec![0; 50],
        });
    }

    /// Makes it hold another, or itself.
    #[handfast(js_name = setNext)]
    pub fn set_next(&mut self, next: Option<Ref<Image>>) {
        self.next = next;
    }

    /// What an empty one takes.
    pub fn overhead() -> Result<f64, Error> {
        let image = Ref::new(Image::new(0)?);
        let before = Heap::bytes();
        drop(image);
        Ok((before - Heap::bytes()) as f64)
    }

    /// The size of a layer.
    #[handfast(js_name = layerSize)]
    pub fn layer_size() -> usize {
        size_of::<Layer>()
    }
}

/// Counts by hand.
#[handfast(measured = Texture::on_the_card)]
pub struct Texture {
    card: std::cell::Cell<usize>,
}

impl Texture {
    fn on_the_card(&self) -> usize {
        self.card.get()
    }
}

#[handfast]
impl Texture {
    /// Takes so much elsewhere.
    #[handfast(constructor)]
    pub fn new(bytes: usize) -> Texture {
        Texture { card: bytes.into() }
    }

    /// Changes what is not seen to change.
    pub fn upload(this: &Ref<Texture>, bytes: usize) {
        this.borrow().card.set(bytes);
    }

    /// Has it measured.
    #[handfast(js_name = measureAgain)]
    pub fn measure_again(this: &Ref<Texture>) {
        this.measure();
    }
}

/// Derived, with a size of its own.
#[handfast(extends = Texture, measured)]
pub struct Palette {
    names: Vec<u32>,
}

#[handfast]
impl Palette {
    /// So many names.
    #[handfast(constructor)]
    pub fn new(bytes: usize, names: usize) -> Result<Palette, Error> {
        Ok(Palette {
            parent: Texture::new(bytes),
            names: zeros(names)?,
        })
    }

    /// Changed through the class that it extends.
    #[handfast(js_name = growAsTexture)]
    pub fn grow_as_texture(this: &Ref<Palette>, bytes: usize) -> bool {
        let Ok(texture) = this.clone().upcast::<Texture>() else {
            return false;
        };
        texture.borrow_mut().card.set(bytes);
        Palette::MEASURED
    }
}

/// Derived, measured as its base class is.
#[handfast(extends = Texture)]
pub struct Sprite {
    _frames: Vec<u32>,
}

#[handfast]
impl Sprite {
    /// Its frames do not count.
    #[handfast(constructor)]
    pub fn new(bytes: usize) -> Sprite {
        Sprite {
            parent: Texture::new(bytes),
            _frames: vec![0; 1000],
        }
    }
}

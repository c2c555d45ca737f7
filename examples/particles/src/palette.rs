//! The colours of particles: the faster, the hotter.

/// Red, green and blue between which colours lie, from the slowest to the fastest.
const STOPS: [[f32; 3]; 5] = [
    [40.0, 60.0, 160.0],
    [60.0, 150.0, 220.0],
    [150.0, 220.0, 190.0],
    [255.0, 200.0, 90.0],
    [255.0, 245.0, 225.0],
];

/// How many colours there are.
const COLORS: usize = 256;

/// The colours by speed, each as the word that a pixel of an `ImageData` is: alpha, blue, green, red, from the highest byte.
#[derive(Debug)]
pub(crate) struct Palette([u32; COLORS]);

impl Palette {
    pub(crate) fn new() -> Palette {
        Palette(std::array::from_fn(color))
    }

    /// Speeds of 1 and more are the hottest.
    #[inline]
    pub(crate) fn of(&self, speed: f32) -> u32 {
        // What is negative or not a number becomes 0.
        let index = (speed * COLORS as f32) as usize;
        self.0[index.min(COLORS - 1)]
    }
}

fn color(index: usize) -> u32 {
    let place = index as f32 / COLORS as f32 * (STOPS.len() - 1) as f32;
    let (lower, part) = (place as usize, place.fract());
    let mix = |channel: usize| {
        let (from, to) = (STOPS[lower][channel], STOPS[lower + 1][channel]);
        (from + (to - from) * part) as u8
    };
    u32::from_le_bytes([mix(0), mix(1), mix(2), 255])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_speed_has_an_opaque_color() {
        let palette = Palette::new();
        for speed in [0.0, 0.5, 1.0, 1e30, -1.0, f32::NAN, f32::INFINITY] {
            assert_eq!(palette.of(speed) >> 24, 255);
        }
        assert_eq!(palette.of(0.0).to_le_bytes(), [40, 60, 160, 255]);
        assert_ne!(palette.of(0.2), palette.of(0.8));
    }
}

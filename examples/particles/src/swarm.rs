//! `Swarm`: some thousand particles that were added together.

use handfast::prelude::*;
use handfast::{Buffer, Error, ReadOnly, View};

use crate::live::Live;
use crate::palette::Palette;

/// The angle by which the seeds of a sunflower turn: fills a disk evenly, without chance.
const GOLDEN_ANGLE: f32 = 2.399_963;
/// How near two masses can be: without it, forces would have no limit.
const SOFTENING: f32 = 0.002;
/// What is left of the speed after a bounce.
const BOUNCE: f32 = 0.7;
/// The speed that has the hottest colour.
const HOTTEST: f32 = 1.2;

/// Something that pulls.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attractor {
    pub(crate) at: [f32; 2],
    pub(crate) mass: f32,
}

/// Particles. What JavaScript sees is in buffers, where it stays as long as somebody looks; the rest is Rust's own.
#[handfast]
pub struct Swarm {
    /// x and y in turn, from 0 to 1.
    positions: Buffer<f32>,
    colors: Buffer<u32>,
    velocities: Vec<[f32; 2]>,
    #[trace(skip)]
    _live: Live,
}

impl Swarm {
    /// A disk that turns.
    ///
    /// # Errors
    /// [`Error::TooLarge`] if there is no memory.
    pub(crate) fn disk(count: usize, center: [f32; 2], radius: f32) -> Result<Swarm, Error> {
        let too_large = |_| Error::TooLarge;
        let positions = Buffer::zeroed(count.checked_mul(2).ok_or(Error::TooLarge)?)?;
        let mut velocities = Vec::new();
        velocities.try_reserve_exact(count).map_err(too_large)?;
        for (number, position) in positions.cells().chunks_exact(2).enumerate() {
            let share = (number as f32 + 0.5) / count as f32;
            let (sin, cos) = (number as f32 * GOLDEN_ANGLE).sin_cos();
            let distance = radius * share.sqrt();
            position[0].set(center[0] + distance * cos);
            position[1].set(center[1] + distance * sin);
            velocities.push([-sin * share * 0.5, cos * share * 0.5]);
        }
        Ok(Swarm {
            colors: Buffer::zeroed(count)?,
            positions,
            velocities,
            _live: Live::new(),
        })
    }

    /// Moves all of them.
    pub(crate) fn advance(&mut self, seconds: f32, attractors: &[Attractor], palette: &Palette) {
        let positions = self.positions.cells().chunks_exact(2);
        let colors = self.colors.cells();
        for ((position, velocity), color) in positions.zip(&mut self.velocities).zip(colors) {
            let mut at = [position[0].get(), position[1].get()];
            for attractor in attractors {
                let way = [attractor.at[0] - at[0], attractor.at[1] - at[1]];
                let square = way[0] * way[0] + way[1] * way[1] + SOFTENING;
                let pull = attractor.mass * seconds / (square * square.sqrt());
                velocity[0] += way[0] * pull;
                velocity[1] += way[1] * pull;
            }
            for axis in 0..2 {
                at[axis] += velocity[axis] * seconds;
                if !(0.0..1.0).contains(&at[axis]) {
                    velocity[axis] *= -BOUNCE;
                    // Also what is not a number is brought back.
                    at[axis] = if at[axis] >= 1.0 { 0.999_999 } else { 0.0 };
                }
                position[axis].set(at[axis]);
            }
            let speed = (velocity[0] * velocity[0] + velocity[1] * velocity[1]).sqrt();
            color.set(palette.of(speed / HOTTEST));
        }
    }
}

#[handfast]
impl Swarm {
    /// How many particles there are.
    #[handfast(getter)]
    pub fn length(&self) -> usize {
        self.velocities.len()
    }

    /// Where they are: x and y in turn, from 0 to 1. JavaScript may move them.
    pub fn positions(&self) -> View<f32> {
        View::of(&self.positions)
    }

    /// Their colours, as pixels of an `ImageData`.
    pub fn colors(&self) -> View<u32> {
        View::of(&self.colors)
    }

    /// The same, to be looked at only.
    #[handfast(js_name = lookAtColors)]
    pub fn look_at_colors(&self) -> View<u32, ReadOnly> {
        View::of(&self.colors)
    }

    /// Where the positions are in wasm's memory: for the version without views.
    #[handfast(js_name = positionsAddress)]
    pub fn positions_address(&self) -> usize {
        self.positions.cells().as_ptr() as usize
    }

    /// The same of the colours.
    #[handfast(js_name = colorsAddress)]
    pub fn colors_address(&self) -> usize {
        self.colors.cells().as_ptr() as usize
    }

    /// The sum of all coordinates, as Rust sees them.
    #[handfast(js_name = sumOfPositions)]
    pub fn sum_of_positions(&self) -> f64 {
        self.positions
            .cells()
            .iter()
            .map(|cell| f64::from(cell.get()))
            .sum()
    }

    /// Removes particles at the end. Refused while there are views.
    pub fn truncate(&mut self, count: usize) -> Result<(), Error> {
        if count < self.velocities.len() {
            self.positions.truncate(2 * count)?;
            self.colors.truncate(count)?;
            self.velocities.truncate(count);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn particles_stay_in_the_square() -> Result<(), Error> {
        let mut swarm = Swarm::disk(1000, [0.1, 0.9], 0.3)?;
        let attractors = [Attractor {
            at: [0.5, 0.5],
            mass: 0.05,
        }];
        let palette = Palette::new();
        swarm.positions.cells()[0].set(f32::NAN);
        for _ in 0..200 {
            swarm.advance(0.02, &attractors, &palette);
        }
        let inside = |cell: &std::cell::Cell<f32>| (0.0..1.0).contains(&cell.get());
        assert!(swarm.positions.cells().iter().all(inside));
        let opaque = |cell: &std::cell::Cell<u32>| cell.get() >> 24 == 255;
        assert!(swarm.colors.cells().iter().all(opaque));
        Ok(())
    }

    #[test]
    fn nothing_is_removed_while_somebody_looks() -> Result<(), Error> {
        let mut swarm = Swarm::disk(10, [0.5; 2], 0.1)?;
        let view = swarm.positions();
        assert_eq!(swarm.truncate(5), Err(Error::Viewed { views: 1 }));
        drop(view);
        swarm.truncate(5)?;
        assert_eq!((swarm.length(), swarm.positions.len()), (5, 10));
        Ok(())
    }
}

//! `World`: all swarms, and what attracts them.

use handfast::Error;
use handfast::prelude::*;

use crate::palette::Palette;
use crate::swarm::{Attractor, Swarm};

/// What JavaScript makes first.
#[handfast]
pub struct World {
    swarms: Vec<Ref<Swarm>>,
    #[trace(skip)]
    palette: Palette,
    seconds: f32,
    /// Memory that was taken for nothing but to make it grow.
    ballast: Vec<Vec<u8>>,
}

#[handfast]
impl World {
    /// Without particles.
    #[handfast(constructor)]
    pub fn new() -> World {
        World {
            swarms: Vec::new(),
            palette: Palette::new(),
            seconds: 0.0,
            ballast: Vec::new(),
        }
    }

    /// Adds particles, for which the memory grows if it has no room. On an error nothing was added.
    pub fn add(&mut self, count: usize) -> Result<Ref<Swarm>, Error> {
        let number = self.swarms.len() as f32;
        let (sin, cos) = (number * 2.4).sin_cos();
        let center = [0.5 + 0.3 * cos, 0.5 + 0.3 * sin];
        let swarm = Ref::new(Swarm::disk(count, center, 0.12)?);
        self.swarms.push(swarm.clone());
        Ok(swarm)
    }

    /// Moves all particles.
    pub fn step(&mut self, seconds: f32) -> Result<(), Error> {
        self.seconds += seconds;
        let attractors = attractors(self.seconds);
        for swarm in &self.swarms {
            swarm
                .try_borrow_mut()?
                .advance(seconds, &attractors, &self.palette);
        }
        Ok(())
    }

    /// How many particles there are.
    pub fn particles(&self) -> usize {
        self.swarms
            .iter()
            .map(|swarm| swarm.borrow().length())
            .sum()
    }

    /// Takes so much memory, as any other part of an app might.
    #[handfast(js_name = takeMemory)]
    pub fn take_memory(&mut self, bytes: usize) -> Result<(), Error> {
        let mut block = Vec::new();
        block
            .try_reserve_exact(bytes)
            .map_err(|_| Error::TooLarge)?;
        self.ballast.push(block);
        Ok(())
    }
}

/// Three that circle around each other.
fn attractors(seconds: f32) -> [Attractor; 3] {
    let place = |turn: f32, distance: f32, speed: f32| {
        let (sin, cos) = (seconds * speed + turn).sin_cos();
        [0.5 + distance * cos, 0.5 + distance * sin]
    };
    [
        ([0.5, 0.5], 0.06),
        (place(0.0, 0.25, 0.9), 0.03),
        (place(2.0, 0.35, -0.6), 0.03),
    ]
    .map(|(at, mass)| Attractor { at, mass })
}

impl Default for World {
    fn default() -> World {
        World::new()
    }
}

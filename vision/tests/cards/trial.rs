//! One trial of finding the card in a drawn photograph.

use std::time::Instant;

use sscard_vision::find_card;

use crate::scene::{SceneKind, scene};

/// The result of a trial.
pub(crate) struct Outcome {
    pub(crate) seed: u64,
    /// The largest distance of a corner from its true position, as a share of the card's long side. `None` where
    /// nothing was found or there is nothing to find.
    pub(crate) error: Option<f64>,
    pub(crate) confidence: Option<f64>,
    pub(crate) has_another_card: bool,
    pub(crate) milliseconds: f64,
}

pub(crate) fn run_trial(kind: SceneKind, seed: u64, megapixels: f64) -> Outcome {
    let scene = scene(kind, seed, megapixels);
    let start = Instant::now();
    let sighting = find_card(&scene.picture);
    let milliseconds = start.elapsed().as_secs_f64() * 1000.0;
    Outcome {
        seed,
        error: sighting.zip(scene.true_corners).map(|(sighting, true_corners)| {
            largest_error(sighting.corners().points(), true_corners)
        }),
        confidence: sighting.map(|sighting| sighting.confidence()),
        has_another_card: sighting.is_some_and(|sighting| sighting.has_another_card()),
        milliseconds,
    }
}

/// The largest corner error. Whether the card is upside down is not known, so that two labellings are right.
pub(crate) fn largest_error(found: [(f64, f64); 4], true_corners: [(f64, f64); 4]) -> f64 {
    let apart =
        |(x0, y0): (f64, f64), (x1, y1): (f64, f64)| ((x0 - x1).powi(2) + (y0 - y1).powi(2)).sqrt();
    let long =
        (apart(true_corners[0], true_corners[1]) + apart(true_corners[2], true_corners[3])) / 2.0;
    let worst = |turn: usize| {
        (0..4).map(|n| apart(found[n], true_corners[(n + turn) % 4])).fold(0.0, f64::max) / long
    };
    worst(0).min(worst(2))
}

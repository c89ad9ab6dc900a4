//! Measures how exactly and how fast the card's corners are found on drawn photographs, and prints a table.
//!
//! `cargo run --release -p sscard-vision --example card_corners [photographs new each kind]`
#![expect(clippy::unwrap_used, reason = "an example that cannot continue has no result")]
#![expect(clippy::print_stdout, reason = "the table is the result")]

#[expect(dead_code, reason = "the tests compare with the flat card, the table does not")]
#[path = "../tests/cards/scene.rs"]
mod scene;
#[path = "../tests/cards/surface.rs"]
mod surface;
#[path = "../tests/cards/trial.rs"]
mod trial;

use scene::SceneKind;
use trial::{Outcome, run_trial};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let count: u64 = arguments.next().map_or(60, |count| count.parse().unwrap());
    let megapixels: Option<f64> = arguments.next().map(|size| size.parse().unwrap());
    let verbose = arguments.next().is_some();
    println!("kind      found   within 1 %  median   95th     worst    ms (mean, most)");
    for kind in [SceneKind::Clean, SceneKind::Hard, SceneKind::Finger, SceneKind::Two] {
        let outcomes: Vec<Outcome> =
            (0..count).map(|seed| run_trial(kind, seed, choose_size(megapixels, seed))).collect();
        let mut errors: Vec<f64> =
            outcomes.iter().map(|outcome| outcome.error.unwrap_or(f64::INFINITY)).collect();
        errors.sort_by(f64::total_cmp);
        let share = |good: usize| 100.0 * good as f64 / outcomes.len() as f64;
        let percentile =
            |part: usize| 100.0 * errors[(errors.len() * part / 100).min(errors.len() - 1)];
        println!(
            "{:9} {:5.1} %   {:5.1} %   {:6.3} %  {:6.3} %  {:6.3} %  {}",
            format!("{kind:?}"),
            share(outcomes.iter().filter(|outcome| outcome.confidence.is_some()).count()),
            share(errors.iter().filter(|error| **error <= 0.01).count()),
            percentile(50),
            percentile(95),
            percentile(100),
            format_times(&outcomes),
        );
        if kind == SceneKind::Two {
            println!(
                "          a second card is reported on {:.1} %",
                share(outcomes.iter().filter(|outcome| outcome.has_another_card).count())
            );
        } else {
            println!(
                "          a second card is reported on {:.1} % without one",
                share(outcomes.iter().filter(|outcome| outcome.has_another_card).count())
            );
        }
        if verbose {
            for outcome in
                outcomes.iter().filter(|outcome| outcome.error.is_none_or(|error| error > 0.01))
            {
                println!(
                    "    seed {}: error {:?} confidence {:?}",
                    outcome.seed, outcome.error, outcome.confidence
                );
            }
        }
    }
    for kind in [SceneKind::Empty, SceneKind::Other, SceneKind::Filling] {
        let outcomes: Vec<Outcome> =
            (0..count).map(|seed| run_trial(kind, seed, choose_size(megapixels, seed))).collect();
        let sure = |least: f64| {
            100.0
                * outcomes
                    .iter()
                    .filter(|outcome| outcome.confidence.is_some_and(|sure| sure >= least))
                    .count() as f64
                / outcomes.len() as f64
        };
        println!(
            "{:9} found falsely {:.1} %, surely {:.1} %    {}",
            format!("{kind:?}"),
            sure(0.0),
            sure(0.5),
            format_times(&outcomes)
        );
        if verbose {
            for outcome in outcomes.iter().filter(|outcome| outcome.confidence.is_some()) {
                println!("    seed {}: confidence {:?}", outcome.seed, outcome.confidence);
            }
        }
    }
}

/// One to three megapixels, unless a size was given.
fn choose_size(asked: Option<f64>, seed: u64) -> f64 {
    asked.unwrap_or([1.0, 2.0, 3.0][(seed % 3) as usize])
}

fn format_times(outcomes: &[Outcome]) -> String {
    let total: f64 = outcomes.iter().map(|outcome| outcome.milliseconds).sum();
    let most = outcomes.iter().map(|outcome| outcome.milliseconds).fold(0.0, f64::max);
    format!("{:.0}, {most:.0}", total / outcomes.len() as f64)
}

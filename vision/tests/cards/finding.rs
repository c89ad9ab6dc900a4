use sscard_vision::{Picture, find_card};

use crate::scene::{SceneKind, scene};
use crate::trial::{Outcome, run_trial};

/// Small photographs, so that many can be drawn.
const MEGAPIXELS: f64 = 0.8;

fn run_trials(kind: SceneKind, count: u64) -> Vec<Outcome> {
    // The seeds differ from the example's, by which the constants of the search were chosen.
    (1000..1000 + count).map(|seed| run_trial(kind, seed, MEGAPIXELS)).collect()
}

fn count_within(outcomes: &[Outcome], most: f64) -> usize {
    outcomes.iter().filter(|outcome| outcome.error.is_some_and(|error| error <= most)).count()
}

#[test]
fn a_card_in_even_light_is_found_exactly() {
    let outcomes = run_trials(SceneKind::Clean, 24);
    assert!(count_within(&outcomes, 0.01) >= 23, "{} of 24", count_within(&outcomes, 0.01));
    assert!(outcomes.iter().all(|outcome| !outcome.has_another_card));
}

#[test]
fn a_card_in_shadow_and_glare_is_mostly_found() {
    let outcomes = run_trials(SceneKind::Hard, 24);
    assert!(count_within(&outcomes, 0.01) >= 21, "{} of 24", count_within(&outcomes, 0.01));
}

#[test]
fn a_finger_over_a_corner_of_the_card_does_not_move_it() {
    let outcomes = run_trials(SceneKind::Finger, 12);
    assert!(count_within(&outcomes, 0.01) >= 11, "{} of 12", count_within(&outcomes, 0.01));
}

#[test]
fn of_two_cards_the_larger_is_found() {
    let outcomes = run_trials(SceneKind::Two, 12);
    assert!(count_within(&outcomes, 0.01) >= 10, "{} of 12", count_within(&outcomes, 0.01));
    let reported = outcomes.iter().filter(|outcome| outcome.has_another_card).count();
    assert!(reported >= 10, "{reported} of 12");
}

#[test]
fn no_card_is_found_on_an_empty_ground_or_beyond_the_frame() {
    for kind in [SceneKind::Empty, SceneKind::Filling] {
        let found =
            run_trials(kind, 10).iter().filter(|outcome| outcome.confidence.is_some()).count();
        assert_eq!(found, 0, "{kind:?}");
    }
}

#[test]
fn other_objects_are_rarely_taken_for_a_card() {
    let outcomes = run_trials(SceneKind::Other, 20);
    let sure = outcomes.iter().filter(|outcome| outcome.confidence.is_some_and(|sure| sure >= 0.5));
    assert!(sure.count() <= 1);
}

#[test]
fn small_and_flat_pictures_do_not_break_the_card_search() {
    for (width, height) in
        [(1, 1), (1, 900), (7, 7), (8, 8), (9, 2000), (49, 50), (50, 6000), (640, 480)]
    {
        for value in [0, 255] {
            let pixels = vec![value; width * height * 3];
            let picture =
                Picture::from_rgb(width.try_into().unwrap(), height.try_into().unwrap(), pixels);
            assert_eq!(find_card(&picture.unwrap()), None, "{width}x{height}");
        }
    }
}

#[test]
fn the_same_picture_of_a_card_gives_the_same_bits() {
    let picture = scene(SceneKind::Hard, 7, 0.5).picture;
    let (one, other) = (find_card(&picture).unwrap(), find_card(&picture).unwrap());
    assert_eq!(one, other);
}

#[test]
fn the_long_sides_of_a_found_card_are_top_and_bottom() {
    for seed in 2000..2006 {
        let sighting = find_card(&scene(SceneKind::Clean, seed, 0.5).picture).unwrap();
        let (width, height) = sighting.corners().natural_size(1000);
        assert!(width > height);
        let [top_left, top_right, ..] = sighting.corners().points();
        assert!(top_right.0 >= top_left.0 - 1.0, "{sighting:?}");
        assert!((0.0..=1.0).contains(&sighting.confidence()));
    }
}

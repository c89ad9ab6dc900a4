use super::*;

const CARD: [Point; 4] = [(100.0, 120.0), (900.0, 100.0), (920.0, 600.0), (80.0, 620.0)];

fn card() -> Quadrilateral {
    Quadrilateral::of(1000, 700, CARD).expect("convex")
}

#[test]
fn corners_are_kept_and_brought_into_the_picture() {
    assert_eq!(card().corners(), CARD);
    let outside = [(-20.0, -5.0), (1040.0, 0.0), (1000.0, 710.0), (0.0, 700.0)];
    let held = Quadrilateral::of(1000, 700, outside).expect("convex once inside");
    assert_eq!(held.corners(), [(0.0, 0.0), (1000.0, 0.0), (1000.0, 700.0), (0.0, 700.0)]);
}

#[test]
fn what_is_no_convex_figure_is_refused() {
    let [a, b, c, d] = CARD;
    for corners in [
        // Crossed, the wrong way round, with a dent, without area, without a number.
        [a, c, b, d],
        [d, c, b, a],
        [a, b, (300.0, 300.0), d],
        [a, a, a, a],
        [a, b, c, (f64::NAN, 0.0)],
    ] {
        assert_eq!(Quadrilateral::of(1000, 700, corners), None, "{corners:?}");
    }
}

#[test]
fn where_nothing_was_found_there_is_a_rectangle() {
    for (width, height) in [(1000, 700), (1, 1), (4000, 30)] {
        let inset = Quadrilateral::inset(width, height);
        assert_eq!(Quadrilateral::of(width, height, inset.corners()), Some(inset));
        assert_eq!(inset.quarters(), 0);
    }
}

#[test]
fn a_corner_goes_where_it_may() {
    assert_eq!(card().moved(0, (40.0, 50.0)).corners()[0], (40.0, 50.0));
    assert_eq!(card().moved(2, (5000.0, 5000.0)).corners()[2], (1000.0, 700.0));
    assert_eq!(card().moved(1, (f64::NAN, 1.0)), card());
    let (x, y) = card().nudged(3, -0.1, 0.05).corners()[3];
    assert!((x - 10.0).abs() < 1e-9 && (y - 655.0).abs() < 1e-9);
}

#[test]
fn no_move_makes_the_figure_concave() {
    // Every corner is dragged to every point of a grid over and around the picture, one after the other.
    let mut figure = card();
    for x in (-2..=12).map(|step| f64::from(step) * 100.0) {
        for y in (-2..=9).map(|step| f64::from(step) * 100.0) {
            for corner in 0..4 {
                figure = figure.moved(corner, (x, y));
                assert!(figure.is_convex(), "{figure:?}");
                assert_eq!(Quadrilateral::of(1000, 700, figure.corners()), Some(figure));
            }
        }
    }
}

#[test]
fn a_corner_that_may_not_go_all_the_way_goes_as_far_as_it_may() {
    let stopped = card().moved(0, (950.0, 650.0)).corners()[0];
    // Beyond the line between its neighbours the figure would be dented.
    assert!(stopped.0 > 400.0 && stopped.0 < 520.0, "{stopped:?}");
}

#[test]
fn four_quarter_turns_are_none() {
    let right = card().turned(QuarterTurn::Right);
    assert_eq!(right.corners(), [CARD[3], CARD[0], CARD[1], CARD[2]]);
    assert_eq!(right.turned(QuarterTurn::Left), card());
    assert_eq!(
        right.turned(QuarterTurn::Right).turned(QuarterTurn::Right).turned(QuarterTurn::Right),
        card()
    );
}

#[test]
fn the_upper_side_tells_how_the_card_lies() {
    let quarters: Vec<u8> =
        std::iter::successors(Some(card()), |card| Some(card.turned(QuarterTurn::Right)))
            .take(4)
            .map(Quadrilateral::quarters)
            .collect();
    // Turned to the right once, what was its left side is on top: in the picture the card looks to the left.
    assert_eq!(quarters, [0, 3, 2, 1]);
    let (x, y) = card().top_mark();
    assert!((x - 0.5).abs() < 0.01 && y > 0.15 && y < 0.3, "{x} {y}");
}

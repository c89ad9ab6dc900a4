use super::*;

const AHEAD_FACE: LiveFace = LiveFace { across: 0.0, down: 0.0, size: 0.3, turn: 0.02 };
const LEFT: LiveFace = LiveFace { across: 0.06, turn: 0.45, ..AHEAD_FACE };
const RIGHT: LiveFace = LiveFace { across: -0.06, turn: -0.45, ..AHEAD_FACE };
const NEAR: LiveFace = LiveFace { size: 0.45, ..AHEAD_FACE };

fn one(face: LiveFace) -> Look {
    Look { faces: 1, face: Some(face), luma: 120 }
}

const NOBODY: Look = Look { faces: 0, face: None, luma: 120 };

fn two(face: LiveFace) -> Look {
    Look { faces: 2, ..one(face) }
}

#[test]
fn frames_are_judged_by_the_moves_that_were_asked_for() {
    use Move::{ComeCloser, TurnLeft, TurnRight};
    type Case<'a> = (&'a str, &'a [Move], &'a [Look], Result<(), Unlike>);
    let cases: [Case<'_>; 15] = [
        ("both turns", &[TurnLeft, TurnRight], &[one(AHEAD_FACE), one(LEFT), one(RIGHT)], Ok(())),
        (
            "a turn, then closer",
            &[TurnRight, ComeCloser],
            &[one(AHEAD_FACE), one(RIGHT), one(NEAR)],
            Ok(()),
        ),
        (
            "the other way round",
            &[TurnLeft, TurnRight],
            &[one(AHEAD_FACE), one(RIGHT), one(LEFT)],
            Err(Unlike::NotDone),
        ),
        (
            "a photograph that does nothing",
            &[TurnLeft],
            &[one(AHEAD_FACE); 2],
            Err(Unlike::NotDone),
        ),
        (
            "a photograph that is brought closer",
            &[ComeCloser, TurnLeft],
            &[one(AHEAD_FACE), one(NEAR), one(NEAR)],
            Err(Unlike::NotDone),
        ),
        ("no frame", &[TurnLeft], &[], Err(Unlike::Missing)),
        (
            "one frame too few",
            &[TurnLeft, TurnRight],
            &[one(AHEAD_FACE), one(LEFT)],
            Err(Unlike::Missing),
        ),
        (
            "one frame too many",
            &[TurnLeft],
            &[one(AHEAD_FACE), one(LEFT), one(LEFT)],
            Err(Unlike::Missing),
        ),
        ("nobody at the beginning", &[TurnLeft], &[NOBODY, one(LEFT)], Err(Unlike::NotOne)),
        ("nobody in the move", &[TurnLeft], &[one(AHEAD_FACE), NOBODY], Err(Unlike::NotOne)),
        ("two people", &[TurnLeft], &[one(AHEAD_FACE), two(LEFT)], Err(Unlike::NotOne)),
        ("turned from the beginning", &[TurnLeft], &[one(LEFT), one(LEFT)], Err(Unlike::NotAhead)),
        (
            "far away at the beginning",
            &[TurnLeft],
            &[one(LiveFace { size: 0.1, ..AHEAD_FACE }), one(LEFT)],
            Err(Unlike::NotAhead),
        ),
        (
            "another face elsewhere",
            &[TurnLeft],
            &[one(AHEAD_FACE), one(LiveFace { across: 0.5, ..LEFT })],
            Err(Unlike::AnotherFace),
        ),
        (
            "another face of another size",
            &[TurnLeft],
            &[one(AHEAD_FACE), one(LiveFace { size: 0.15, ..LEFT })],
            Err(Unlike::AnotherFace),
        ),
    ];
    for (what, moves, looks, verdict) in cases {
        assert_eq!(judge(moves, looks), verdict, "{what}");
    }
}

/// What comes of looks one after another.
fn seen(moves: &[Move], looks: &[Look]) -> Vec<Seen> {
    let mut progress = Progress::new(moves.to_vec());
    looks.iter().map(|look| progress.see(look)).collect()
}

#[test]
fn each_thing_must_be_held_for_two_looks_and_then_its_frame_is_kept() {
    use Move::{ComeCloser, TurnLeft};
    let looks = [AHEAD_FACE, AHEAD_FACE, AHEAD_FACE, LEFT, LEFT, AHEAD_FACE, NEAR, NEAR, NEAR];
    let kept: Vec<_> = seen(&[TurnLeft, ComeCloser], &looks.map(one))
        .iter()
        .map(|seen| (seen.hint, seen.keep))
        .collect();
    let (left, closer) = (Hint::Do(TurnLeft), Hint::Do(ComeCloser));
    assert_eq!(
        kept,
        [
            (Hint::Ahead, None),
            (left, Some(0)),
            (left, None),
            (left, None),
            (closer, Some(1)),
            (closer, None),
            (closer, None),
            (Hint::Done, Some(2)),
            (Hint::Done, None),
        ]
    );
}

#[test]
fn what_is_in_the_way_of_the_beginning_is_said() {
    let cases = [
        (Look { luma: 10, ..one(AHEAD_FACE) }, Hint::Dark),
        (NOBODY, Hint::NoFace),
        (two(AHEAD_FACE), Hint::SeveralFaces),
        (one(LiveFace { size: 0.1, ..AHEAD_FACE }), Hint::Nearer),
        (one(LiveFace { size: 0.6, ..AHEAD_FACE }), Hint::Farther),
        (one(LiveFace { across: 0.4, ..AHEAD_FACE }), Hint::Middle),
        (one(LiveFace { down: -0.4, ..AHEAD_FACE }), Hint::Middle),
        (one(LEFT), Hint::Ahead),
    ];
    for (look, hint) in cases {
        // However often it is seen, nothing begins.
        for seen in seen(&[Move::TurnLeft], &[look; 3]) {
            assert_eq!(seen, Seen { hint, keep: None });
        }
    }
}

#[test]
fn one_look_alone_proves_nothing() {
    let looks = [AHEAD_FACE, AHEAD_FACE, LEFT, AHEAD_FACE, LEFT, AHEAD_FACE].map(one);
    assert!(seen(&[Move::TurnLeft], &looks)[2..].iter().all(|seen| seen.keep.is_none()));
}

#[test]
fn a_face_that_is_lost_for_a_moment_goes_on_and_one_that_is_gone_begins_anew() {
    let begun = [one(AHEAD_FACE), one(AHEAD_FACE)];
    let blink = [&begun[..], &[NOBODY; 3], &[one(LEFT), one(LEFT)]].concat();
    assert_eq!(seen(&[Move::TurnLeft], &blink).last().and_then(|seen| seen.keep), Some(1));
    let gone = [&begun[..], &[NOBODY; 9]].concat();
    assert_eq!(seen(&[Move::TurnLeft], &gone).last().map(|seen| seen.hint), Some(Hint::Again));
    let other = [&begun[..], &[one(LiveFace { across: 0.6, ..AHEAD_FACE })]].concat();
    assert_eq!(seen(&[Move::TurnLeft], &other).last().map(|seen| seen.hint), Some(Hint::Again));
}

#[test]
fn what_the_page_lets_pass_the_server_lets_pass_with_room_to_spare() {
    let barely = [
        LiveFace { turn: AHEAD - START_MARGIN, ..AHEAD_FACE },
        LiveFace { size: START_SIZE.1 - START_MARGIN, ..AHEAD_FACE },
        LiveFace { size: START_SIZE.0 + START_MARGIN, ..AHEAD_FACE },
        LiveFace { across: START_MARGIN - START_ASIDE, ..AHEAD_FACE },
    ];
    for began in barely {
        assert_eq!(seen(&[Move::TurnLeft], &[one(began); 2])[1].keep, Some(0), "{began:?}");
        let a_little_more = LiveFace {
            turn: began.turn * 1.1,
            across: began.across * 1.05,
            size: if began.size > AHEAD_FACE.size { began.size * 1.05 } else { began.size * 0.95 },
            ..began
        };
        let left = LiveFace { turn: 0.5, ..a_little_more };
        assert_eq!(judge(&[Move::TurnLeft], &[one(a_little_more), one(left)]), Ok(()), "{began:?}");
    }
    for asked in Move::ALL {
        let enough = LiveFace {
            turn: match asked {
                Move::TurnLeft => TURNED + TURN_MARGIN,
                Move::TurnRight => -TURNED - TURN_MARGIN,
                Move::ComeCloser => 0.0,
            },
            size: match asked {
                Move::ComeCloser => AHEAD_FACE.size * (CLOSER + CLOSER_MARGIN) + 0.001,
                Move::TurnLeft | Move::TurnRight => AHEAD_FACE.size,
            },
            ..AHEAD_FACE
        };
        let looks = [one(AHEAD_FACE), one(AHEAD_FACE), one(enough), one(enough)];
        assert_eq!(seen(&[asked], &looks)[3].keep, Some(1), "{asked:?}");
        let a_little_less =
            LiveFace { turn: enough.turn * 0.9, size: enough.size * 0.98, ..enough };
        assert_eq!(judge(&[asked], &[one(AHEAD_FACE), one(a_little_less)]), Ok(()), "{asked:?}");
    }
}

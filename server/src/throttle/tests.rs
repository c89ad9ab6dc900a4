//! How pauses grow, and whom they meet.

use super::*;
use crate::config::Config;

fn throttle() -> Throttle {
    let text = "[accounts]\nfree_tries = 3\npause_seconds = 30\nlongest_pause_seconds = 200\nfree_tries_per_address = 8";
    Throttle::of_passwords(&Config::from_toml(text).unwrap().accounts)
}

fn address(text: &str) -> Option<IpAddr> {
    Some(text.parse().unwrap())
}

#[test]
fn pauses_double_up_to_the_longest() {
    let growth = throttle().of_name;
    for (failures, pause) in
        [(0, 0), (2, 0), (3, 30), (4, 60), (5, 120), (6, 200), (7, 200), (u32::MAX, 200)]
    {
        assert_eq!(growth.pause(failures), pause, "{failures}");
    }
}

#[test]
fn a_stranger_waits_longer_each_time_and_the_owner_elsewhere_does_not_wait() {
    let throttle = throttle();
    let stranger = ThrottleKey::anywhere("zhang", address("192.0.2.1"));
    for _ in 0..3 {
        assert_eq!(throttle.begin(&stranger, 0), Ok(()));
    }
    assert_eq!(throttle.begin(&stranger, 0), Err(30));
    assert_eq!(throttle.begin(&stranger, 29), Err(1));
    assert_eq!(throttle.begin(&stranger, 30), Ok(()));
    assert_eq!(throttle.begin(&stranger, 30), Err(60));
    for owner in [
        ThrottleKey::anywhere("zhang", address("192.0.2.2")),
        ThrottleKey::at_known_device("account", "device"),
    ] {
        assert_eq!(throttle.begin(&owner, 30), Ok(()));
    }
    // Behind the stranger's own address another name is free as well, and a day later all is forgotten.
    assert_eq!(throttle.begin(&ThrottleKey::anywhere("li", address("192.0.2.1")), 30), Ok(()));
    assert_eq!(throttle.begin(&stranger, 30 + DAY), Ok(()));
    assert_eq!(throttle.begin(&stranger, 30 + DAY), Ok(()));
}

#[test]
fn a_network_that_tries_many_names_waits_and_a_right_one_does_not_free_it() {
    let throttle = throttle();
    let names = |name: usize| ThrottleKey::anywhere(&name.to_string(), address("2001:db8::1"));
    for name in 0..8 {
        assert_eq!(throttle.begin(&names(name), 0), Ok(()));
    }
    assert_eq!(throttle.begin(&names(8), 0), Err(30));
    assert_eq!(throttle.begin(&ThrottleKey::anywhere("9", address("2001:db8::2")), 0), Err(30));
    throttle.reset(&names(7));
    assert_eq!(throttle.begin(&names(8), 0), Ok(()));
    assert_eq!(throttle.begin(&names(9), 0), Err(30));
    assert_eq!(throttle.begin(&ThrottleKey::at_known_device("account", "device"), 0), Ok(()));
}

#[test]
fn what_a_network_mistypes_now_and_then_never_adds_up() {
    let throttle = throttle();
    let typing = |at: i64| ThrottleKey::anywhere(&at.to_string(), address("192.0.2.1"));
    for time in 0..1_000 {
        assert_eq!(throttle.begin(&typing(time), time * DECAY_SECONDS), Ok(()), "{time}");
    }
    // A wave is over for the neighbours a while after it ended, though somebody tries again and again.
    let now = 1_000 * DECAY_SECONDS;
    for name in 0..100 {
        let _ = throttle.begin(&typing(now + name), now);
    }
    assert!(throttle.begin(&typing(-1), now).is_err());
    assert_eq!(throttle.begin(&typing(-1), now + 2 * DECAY_SECONDS), Ok(()));
}

#[test]
fn a_right_password_begins_no_pause_for_its_network() {
    let throttle = throttle();
    let names = |name: usize| ThrottleKey::anywhere(&name.to_string(), address("192.0.2.1"));
    for name in 0..8 {
        assert_eq!(throttle.begin(&names(name), 0), Ok(()));
    }
    assert_eq!(throttle.begin(&names(8), 30), Ok(()));
    throttle.reset(&names(8));
    assert_eq!(throttle.begin(&names(9), 30), Ok(()));
}

#[test]
fn what_was_right_or_never_tried_does_not_count() {
    let throttle = throttle();
    let owner = ThrottleKey::anywhere("zhang", address("192.0.2.1"));
    for _ in 0..10 {
        assert_eq!(throttle.begin(&owner, 0), Ok(()));
        throttle.reset(&owner);
        assert_eq!(throttle.begin(&owner, 0), Ok(()));
        throttle.refund(&owner);
    }
}

#[test]
fn an_account_that_many_networks_try_waits_for_strangers_alone() {
    let text = "[accounts]\npause_seconds = 30\nfree_tries_per_account = 40";
    let throttle = Throttle::of_passwords(&Config::from_toml(text).unwrap().accounts);
    let stranger = |at: u32| ThrottleKey::anywhere("zhang", address(&format!("192.0.2.{at}")));
    for at in 0..40 {
        assert_eq!(throttle.begin(&stranger(at), 0), Ok(()), "{at}");
    }
    assert_eq!(throttle.begin(&stranger(40), 0), Err(30));
    // Neither a known device of the owner's nor another account waits, and the pause wears off.
    assert_eq!(throttle.begin(&ThrottleKey::at_known_device("account", "device"), 0), Ok(()));
    assert_eq!(throttle.begin(&ThrottleKey::anywhere("li", address("192.0.2.41")), 0), Ok(()));
    assert_eq!(throttle.begin(&stranger(42), DECAY_SECONDS), Ok(()));
}

#[test]
fn networks_of_one_customer_are_counted_together() {
    let throttle = throttle();
    let tried = (0..200_u32).filter(|at| {
        let from = address(&format!("2001:db8:1:{at:x}::1"));
        throttle.begin(&ThrottleKey::anywhere(&at.to_string(), from), 0).is_ok()
    });
    // Four times the eight of a household.
    assert_eq!(tried.count(), 32);
}

#[test]
fn one_network_has_a_few_codes_sent_to_a_number_and_longer_pauses_until_one_is_used() {
    let settings = Config::from_toml("sms.unused_per_address = 3").unwrap().sms;
    let codes = Throttle::of_codes(&settings);
    let stranger = ThrottleKey::asking("13900000001", address("192.0.2.1"));
    // Of the ten that a number gets in a day, seven at the most.
    let sent = (0..DAY).filter(|at| codes.begin(&stranger, *at).is_ok()).count();
    assert_eq!(sent, 7);
    for owner in [
        ThrottleKey::asking("13900000001", address("192.0.2.2")),
        ThrottleKey::asking("13900000002", address("192.0.2.1")),
        ThrottleKey::at_known_device("account", "device"),
    ] {
        assert_eq!(codes.begin(&owner, DAY), Ok(()));
    }
    codes.reset(&stranger);
    assert_eq!(codes.begin(&stranger, DAY), Ok(()));
}

#[test]
fn who_comes_from_this_machine_or_behind_a_proxy_that_tells_nothing_is_not_counted() {
    let throttle = throttle();
    for anonymous in [
        ThrottleKey::anywhere("zhang", None),
        ThrottleKey::asking("zhang", None),
        ThrottleKey::asking("zhang", address("127.0.0.1")),
    ] {
        assert!((0..100).all(|_| throttle.begin(&anonymous, 0).is_ok()));
    }
}

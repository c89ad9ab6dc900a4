//! How pauses grow, and which keys they affect.

use super::*;
use crate::config::Config;

fn throttle() -> Throttle {
    let text = "[accounts]\nfree_tries = 3\npause_seconds = 30\nlongest_pause_seconds = 200\nfree_tries_per_address = 8";
    Throttle::for_passwords(&Config::from_toml(text).unwrap().accounts)
}

fn address(text: &str) -> Option<IpAddr> {
    Some(text.parse().unwrap())
}

#[test]
fn pauses_double_up_to_the_longest() {
    let pause_growth = throttle().per_name;
    for (failures, pause_seconds) in
        [(0, 0), (2, 0), (3, 30), (4, 60), (5, 120), (6, 200), (7, 200), (u32::MAX, 200)]
    {
        assert_eq!(pause_growth.pause_seconds(failures), pause_seconds, "{failures}");
    }
}

#[test]
fn pauses_grow_for_a_stranger_and_spare_the_owner_elsewhere() {
    let throttle = throttle();
    let stranger = ThrottleKey::for_unknown_device("zhang", address("192.0.2.1"));
    for _ in 0..3 {
        assert_eq!(throttle.count_try(&stranger, 0), Ok(()));
    }
    assert_eq!(throttle.count_try(&stranger, 0), Err(30));
    assert_eq!(throttle.count_try(&stranger, 29), Err(1));
    assert_eq!(throttle.count_try(&stranger, 30), Ok(()));
    assert_eq!(throttle.count_try(&stranger, 30), Err(60));
    for owner in [
        ThrottleKey::for_unknown_device("zhang", address("192.0.2.2")),
        ThrottleKey::for_known_device("account", "device"),
    ] {
        assert_eq!(throttle.count_try(&owner, 30), Ok(()));
    }
    // Behind the stranger's own address another name is free as well, and a day later all is forgotten.
    assert_eq!(
        throttle.count_try(&ThrottleKey::for_unknown_device("li", address("192.0.2.1")), 30),
        Ok(())
    );
    assert_eq!(throttle.count_try(&stranger, 30 + DAY_SECONDS), Ok(()));
    assert_eq!(throttle.count_try(&stranger, 30 + DAY_SECONDS), Ok(()));
}

#[test]
fn a_right_password_does_not_free_a_network_that_tries_names() {
    let throttle = throttle();
    let names =
        |name: usize| ThrottleKey::for_unknown_device(&name.to_string(), address("2001:db8::1"));
    for name in 0..8 {
        assert_eq!(throttle.count_try(&names(name), 0), Ok(()));
    }
    assert_eq!(throttle.count_try(&names(8), 0), Err(30));
    assert_eq!(
        throttle.count_try(&ThrottleKey::for_unknown_device("9", address("2001:db8::2")), 0),
        Err(30)
    );
    throttle.reset(&names(7));
    assert_eq!(throttle.count_try(&names(8), 0), Ok(()));
    assert_eq!(throttle.count_try(&names(9), 0), Err(30));
    assert_eq!(throttle.count_try(&ThrottleKey::for_known_device("account", "device"), 0), Ok(()));
}

#[test]
fn occasional_mistakes_of_a_network_never_add_up() {
    let throttle = throttle();
    let typing = |at: i64| ThrottleKey::for_unknown_device(&at.to_string(), address("192.0.2.1"));
    for time in 0..1_000 {
        assert_eq!(throttle.count_try(&typing(time), time * DECAY_SECONDS), Ok(()), "{time}");
    }
    // The neighbours' pause ends soon after a wave of tries, even though one client keeps trying.
    let now = 1_000 * DECAY_SECONDS;
    for name in 0..100 {
        let _ = throttle.count_try(&typing(now + name), now);
    }
    assert!(throttle.count_try(&typing(-1), now).is_err());
    assert_eq!(throttle.count_try(&typing(-1), now + 2 * DECAY_SECONDS), Ok(()));
}

#[test]
fn a_right_password_starts_no_pause_for_its_network() {
    let throttle = throttle();
    let names =
        |name: usize| ThrottleKey::for_unknown_device(&name.to_string(), address("192.0.2.1"));
    for name in 0..8 {
        assert_eq!(throttle.count_try(&names(name), 0), Ok(()));
    }
    assert_eq!(throttle.count_try(&names(8), 30), Ok(()));
    throttle.reset(&names(8));
    assert_eq!(throttle.count_try(&names(9), 30), Ok(()));
}

#[test]
fn right_and_refunded_tries_do_not_count() {
    let throttle = throttle();
    let owner = ThrottleKey::for_unknown_device("zhang", address("192.0.2.1"));
    for _ in 0..10 {
        assert_eq!(throttle.count_try(&owner, 0), Ok(()));
        throttle.reset(&owner);
        assert_eq!(throttle.count_try(&owner, 0), Ok(()));
        throttle.refund(&owner);
    }
}

#[test]
fn tries_from_many_networks_pause_strangers_only() {
    let text = "[accounts]\npause_seconds = 30\nfree_tries_per_account = 40";
    let throttle = Throttle::for_passwords(&Config::from_toml(text).unwrap().accounts);
    let stranger =
        |at: u32| ThrottleKey::for_unknown_device("zhang", address(&format!("192.0.2.{at}")));
    for at in 0..40 {
        assert_eq!(throttle.count_try(&stranger(at), 0), Ok(()), "{at}");
    }
    assert_eq!(throttle.count_try(&stranger(40), 0), Err(30));
    // Neither a known device of the owner nor another account waits, and the pause wears off.
    assert_eq!(throttle.count_try(&ThrottleKey::for_known_device("account", "device"), 0), Ok(()));
    assert_eq!(
        throttle.count_try(&ThrottleKey::for_unknown_device("li", address("192.0.2.41")), 0),
        Ok(())
    );
    assert_eq!(throttle.count_try(&stranger(42), DECAY_SECONDS), Ok(()));
}

#[test]
fn networks_of_one_customer_are_counted_together() {
    let throttle = throttle();
    let tried = (0..200_u32).filter(|at| {
        let from = address(&format!("2001:db8:1:{at:x}::1"));
        throttle.count_try(&ThrottleKey::for_unknown_device(&at.to_string(), from), 0).is_ok()
    });
    // Four times the eight tries of a household.
    assert_eq!(tried.count(), 32);
}

#[test]
fn unused_codes_to_a_number_pause_the_network_that_asks() {
    let settings = Config::from_toml("sms.unused_per_address = 3").unwrap().sms;
    let codes = Throttle::for_codes(&settings);
    let stranger = ThrottleKey::for_code_request("13900000001", address("192.0.2.1"));
    // At most seven of the ten codes that a number gets in a day.
    let sent = (0..DAY_SECONDS).filter(|at| codes.count_try(&stranger, *at).is_ok()).count();
    assert_eq!(sent, 7);
    for owner in [
        ThrottleKey::for_code_request("13900000001", address("192.0.2.2")),
        ThrottleKey::for_code_request("13900000002", address("192.0.2.1")),
        ThrottleKey::for_known_device("account", "device"),
    ] {
        assert_eq!(codes.count_try(&owner, DAY_SECONDS), Ok(()));
    }
    codes.reset(&stranger);
    assert_eq!(codes.count_try(&stranger, DAY_SECONDS), Ok(()));
}

#[test]
fn this_machine_and_hidden_clients_are_not_counted() {
    let throttle = throttle();
    for anonymous in [
        ThrottleKey::for_unknown_device("zhang", None),
        ThrottleKey::for_code_request("zhang", None),
        ThrottleKey::for_code_request("zhang", address("127.0.0.1")),
    ] {
        assert!((0..100).all(|_| throttle.count_try(&anonymous, 0).is_ok()));
    }
}

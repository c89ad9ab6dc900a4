//! Reading cards: the same tables natively and in a browser.
#![allow(clippy::expect_used, reason = "a test that cannot read its cases must stop")]

mod cards;
mod fields;
#[cfg(not(target_arch = "wasm32"))]
mod properties;
mod verdicts;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

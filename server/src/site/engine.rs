//! Engines too old for the policy's own keyword for WebAssembly.

/// The first version of each engine that supports `'wasm-unsafe-eval'`. An older one ignores the keyword, and compiles no WebAssembly under
/// a policy that does not also allow evaluating text.
const FIRST_VERSIONS: [(&str, u32); 3] = [("Chrome/", 97), ("Firefox/", 102), ("OS ", 16)];
/// Safari on a desktop states its own version; its system's is frozen.
const SAFARI: (&str, u32) = ("Version/", 16);

/// The keyword that lets the engine of a user agent compile WebAssembly. An unknown engine counts as a new one.
pub(super) fn wasm_keyword(agent: &str) -> &'static str {
    let is_old = |(mark, from): (&str, u32)| version(agent, mark).map(|found| found < from);
    let is_old = FIRST_VERSIONS
        .into_iter()
        .find_map(is_old)
        .or_else(|| agent.contains("Safari/").then(|| is_old(SAFARI)).flatten());
    if is_old == Some(true) { "'unsafe-eval'" } else { "'wasm-unsafe-eval'" }
}

/// The number after a mark; `None` where another text follows (`Mac OS X` is no version).
fn version(agent: &str, mark: &str) -> Option<u32> {
    agent.match_indices(mark).find_map(|(at, _)| {
        let rest = agent.get(at + mark.len()..)?;
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        rest.get(..digits)?.parse().ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_engines_without_the_keyword_may_evaluate_text() {
        const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS";
        for (agent, word) in [
            (
                "Mozilla/5.0 (Linux; U; Android 13) Version/4.0 Chrome/69.0.3497.100 UWS/3.22 AlipayClient/10.5.26",
                "'unsafe-eval'",
            ),
            (
                "Mozilla/5.0 (Linux; Android 12) Version/4.0 Chrome/96.0.4664.104 Mobile Safari/537.36",
                "'unsafe-eval'",
            ),
            (
                "Mozilla/5.0 (Linux; Android 12) Version/4.0 Chrome/97.0.4692.98 Mobile Safari/537.36 T7/13.32",
                "'wasm-unsafe-eval'",
            ),
            (
                &format!(
                    "{IPHONE} 15_6 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0.50"
                ),
                "'unsafe-eval'",
            ),
            (
                &format!(
                    "{IPHONE} 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0.50"
                ),
                "'wasm-unsafe-eval'",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/15.5 Safari/605.1.15",
                "'unsafe-eval'",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.4 Safari/605.1.15",
                "'wasm-unsafe-eval'",
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:91.0) Gecko/20100101 Firefox/91.0",
                "'unsafe-eval'",
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                "'wasm-unsafe-eval'",
            ),
            ("curl/8.5", "'wasm-unsafe-eval'"),
            ("", "'wasm-unsafe-eval'"),
        ] {
            assert_eq!(wasm_keyword(agent), word, "{agent}");
        }
    }
}

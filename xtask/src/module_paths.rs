//! The paths to other modules in the code of a module.

/// A module by its path from the root of the crate; the root has no part.
pub(crate) type Module = Vec<String>;

/// A path from the root of the crate, and the line on which it stands.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ModulePath {
    pub(crate) parts: Vec<String>,
    pub(crate) line: usize,
}

/// What the code of a module names.
#[derive(Debug, Default)]
pub(crate) struct ModuleCode {
    /// The paths that begin with `crate::` or `super::`, in the code that is not for tests.
    pub(crate) paths: Vec<ModulePath>,
    /// The modules behind `#[cfg(test)]` that may have a file of their own.
    pub(crate) test_modules: Vec<Module>,
}

/// Reads the code of a module, without comments and literals.
pub(crate) fn read(module: &Module, code: &str) -> ModuleCode {
    let tokens = tokens(code);
    let mut reader = Reader {
        tokens: &tokens,
        position: 0,
        module: module.clone(),
        inline_modules: Vec::new(),
        depth: 0,
        found: ModuleCode::default(),
    };
    reader.read_all();
    reader.found
}

/// A word, `::`, or another single character.
#[derive(Debug)]
struct Token<'code> {
    text: &'code str,
    line: usize,
}

fn tokens(code: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    for (line, mut rest) in (1..).zip(code.lines()) {
        while let Some(first) = rest.chars().next() {
            let is_word = |own: char| own.is_alphanumeric() || own == '_';
            let length = if is_word(first) {
                rest.find(|own| !is_word(own)).unwrap_or(rest.len())
            } else if rest.starts_with("::") {
                2
            } else {
                first.len_utf8()
            };
            let (text, after) = rest.split_at(length);
            if !first.is_whitespace() {
                tokens.push(Token { text, line });
            }
            rest = after;
        }
    }
    tokens
}

struct Reader<'code> {
    tokens: &'code [Token<'code>],
    position: usize,
    /// The module of the code at the position.
    module: Module,
    /// The depths of braces at which inline modules began.
    inline_modules: Vec<usize>,
    depth: usize,
    found: ModuleCode,
}

impl<'code> Reader<'code> {
    fn peek(&self, offset: usize) -> &'code str {
        self.tokens.get(self.position + offset).map_or("", |token| token.text)
    }

    fn is_next(&self, texts: &[&str]) -> bool {
        texts.iter().enumerate().all(|(offset, text)| self.peek(offset) == *text)
    }

    fn read_all(&mut self) {
        while self.position < self.tokens.len() {
            if self.is_next(&["#", "!", "[", "cfg", "(", "test", ")", "]"]) {
                // The whole file is for tests.
                self.found.test_modules.push(self.module.clone());
                return;
            }
            let is_test = ["test", "all"]
                .iter()
                .any(|condition| self.is_next(&["#", "[", "cfg", "(", condition]))
                && (self.peek(5) == ")"
                    || self.is_next(&["#", "[", "cfg", "(", "all", "(", "test"]));
            match self.peek(0) {
                "#" if is_test => self.skip_test_item(),
                "mod" if self.peek(2) == "{" => {
                    self.module.push(self.peek(1).to_owned());
                    self.inline_modules.push(self.depth);
                    self.depth += 1;
                    self.position += 3;
                }
                "{" => {
                    self.depth += 1;
                    self.position += 1;
                }
                "}" => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.inline_modules.last() == Some(&self.depth) {
                        self.inline_modules.pop();
                        self.module.pop();
                    }
                    self.position += 1;
                }
                "crate" if self.peek(1) == "::" => {
                    self.position += 2;
                    self.read_path(&mut Vec::new());
                }
                "super" if self.peek(1) == "::" => {
                    let mut parts = self.module.clone();
                    while self.is_next(&["super", "::"]) {
                        parts.pop();
                        self.position += 2;
                    }
                    self.read_path(&mut parts);
                }
                _ => self.position += 1,
            }
        }
    }

    /// Reads the rest of a path, which may end in a group of paths.
    fn read_path(&mut self, parts: &mut Vec<String>) {
        let length = parts.len();
        let line = self.tokens.get(self.position).map_or(0, |token| token.line);
        loop {
            let text = self.peek(0);
            if text == "{" {
                self.position += 1;
                while !matches!(self.peek(0), "}" | "") {
                    self.read_path(parts);
                    // After a path: a comma, or a new name with `as`.
                    while !matches!(self.peek(0), "," | "}" | "") {
                        self.position += 1;
                    }
                    if self.peek(0) == "," {
                        self.position += 1;
                    }
                }
                self.position += 1;
                break;
            }
            if !text.starts_with(|own: char| own.is_alphabetic() || own == '_') {
                // A glob, or a list of types: the path ends before it.
                self.found.paths.push(ModulePath { parts: parts.clone(), line });
                break;
            }
            if text != "self" {
                parts.push(text.to_owned());
            }
            self.position += 1;
            if self.peek(0) != "::" {
                self.found.paths.push(ModulePath { parts: parts.clone(), line });
                break;
            }
            self.position += 1;
        }
        parts.truncate(length);
    }

    /// Moves behind an item with the attribute of tests, and remembers a module.
    fn skip_test_item(&mut self) {
        while self.peek(0) == "#" {
            self.position += 1;
            self.skip_brackets();
        }
        let mut offset = 0;
        while !matches!(self.peek(offset), "mod" | "{" | "}" | ";" | "," | "=" | "") {
            offset += 1;
        }
        if self.peek(offset) == "mod" {
            let mut module = self.module.clone();
            module.push(self.peek(offset + 1).to_owned());
            self.found.test_modules.push(module);
        }
        loop {
            match self.peek(0) {
                ";" | "," => {
                    self.position += 1;
                    return;
                }
                "{" => {
                    self.skip_brackets();
                    // A list of imports ends with a semicolon.
                    if self.peek(0) == ";" {
                        self.position += 1;
                    }
                    return;
                }
                "(" | "[" => self.skip_brackets(),
                "}" | "" => return,
                _ => self.position += 1,
            }
        }
    }

    /// Moves behind the bracket that closes the one at the position.
    fn skip_brackets(&mut self) {
        let mut depth = 0_usize;
        while self.position < self.tokens.len() {
            match self.peek(0) {
                "(" | "[" | "{" => depth += 1,
                ")" | "]" | "}" => depth = depth.saturating_sub(1),
                _ => {}
            }
            self.position += 1;
            if depth == 0 {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_from_imports_and_code() {
        let module = || vec!["one".to_owned(), "two".to_owned()];
        for (code, expected) in [
            ("use crate::a::B;", &["a::B"][..]),
            ("use crate::a::{self, b::{C, d::*}, E as F};", &["a", "a::b::C", "a::b::d", "a::E"]),
            ("use crate::{a, b::c,};", &["a", "b::c"]),
            ("use super::a;", &["one::a"]),
            ("use super::super::{a::b};", &["a::b"]),
            ("fn f() { crate::a::b::<u8>(); super::c() }", &["a::b", "one::c"]),
            ("pub(crate) fn f(); pub(super) fn g(); pub(in crate::a) fn h();", &["a"]),
            ("mod inner { use super::a; } use super::b;", &["one::two::a", "one::b"]),
            ("#[cfg(test)] use crate::{a}; use crate::b;", &["b"]),
            (
                "#[cfg(test)] #[path = \"\"] mod tests { fn f() { crate::a::b } } use crate::c;",
                &["c"],
            ),
            (
                "#[cfg(all(test, unix))] fn f(a: crate::A) -> [u8; 2] { crate::b } use crate::c;",
                &["c"],
            ),
            ("enum A { #[cfg(test)] B, C(crate::D) }", &["D"]),
            ("#[cfg(feature)] use crate::a;", &["a"]),
            ("use std::a; use self::b; use a::crate_b;", &[]),
        ] {
            let found = read(&module(), code);
            let paths: Vec<String> = found.paths.iter().map(|path| path.parts.join("::")).collect();
            assert_eq!(paths, expected, "{code}");
        }
    }

    #[test]
    fn modules_of_tests_are_known_by_their_attribute() {
        let module = vec!["one".to_owned()];
        assert_eq!(read(&module, "#[cfg(test)]\nmod tests;").test_modules, [["one", "tests"]]);
        assert_eq!(read(&module, "#![cfg(test)]\nuse crate::a;").test_modules, [["one"]]);
        for code in ["mod tests;", "enum A { #[cfg(test)] B }\nmod tests;"] {
            assert!(read(&module, code).test_modules.is_empty(), "{code}");
        }
    }
}

"""What is written for Athena is read by sqlglot's Athena dialect; Trino's own parser reads the queries in the build."""

import pathlib
import unittest

import sqlglot
from sqlglot import exp

ANALYTICS = pathlib.Path(__file__).resolve().parent.parent / "analytics"


class AthenaTest(unittest.TestCase):
    def parsed(self, folder, kind):
        files = sorted((ANALYTICS / folder).glob("*.sql"))
        self.assertTrue(files)
        for file in files:
            with self.subTest(file=file.name):
                statements = sqlglot.parse(file.read_text(encoding="utf-8"), dialect="athena")
                self.assertEqual(1, len(statements))
                self.assertIsInstance(statements[0], kind)

    def test_tables(self):
        self.parsed("athena/tables", exp.Create)

    def test_views(self):
        self.parsed("athena/views", exp.Create)

    def test_questions(self):
        self.parsed("questions", exp.Select)


if __name__ == "__main__":
    unittest.main()

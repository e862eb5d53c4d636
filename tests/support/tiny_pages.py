"""What a tiny workbook holds: the history of its first page, and pages that may come after."""

HISTORY = """blob
mark :1
data 22
hello
everybody
hello

reset refs/heads/main
commit refs/heads/main
mark :2
author Task Master <taskmaster@example.com> 1767258240 +0000
committer Task Master <taskmaster@example.com> 1767258240 +0000
data 28
Say hello

Step: 01.1 Begin
M 100644 :1 greeting.txt

reset refs/tags/01-tiny
from :2

"""
REASON = "---\nreason: A stranger who is greeted stays, and another one goes on.\n---\n\n"
SECOND = "docs/02-moved/1-move.md"
MOVE = """# Move

```console
$ git mv greeting.txt words.txt
```

```diff title="words.txt"
 everybody
-hello
+goodbye
```

```console
$ git add .
$ git commit --quiet -m "Move the words"
```
"""
MORE = """## More words

```text title="more/words.txt"
one
two
three
```

## A file for git

```text title=".gitignore"
*.log
```
"""

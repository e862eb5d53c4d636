"""The pages for an hour with a class: plans, questions, mistakes, handouts and slides."""

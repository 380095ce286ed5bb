"""The Children in Need census: the return that every English authority makes each year, one XML file.

`read` turns a file of any census year since 2017 into plain values and findings; `write` turns plain values into a
message; `sample` invents one. None of them knows Django: taking the values into the database is another module's work.
"""

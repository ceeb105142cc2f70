from embeddings.errors import UserError
from embeddings.space import Space

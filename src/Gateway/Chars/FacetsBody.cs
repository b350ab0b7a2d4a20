namespace Actors.Gateway.Chars;

/// <summary>How the results of a query are spread, for the API description; the index writes it.</summary>
internal sealed record FacetsBody(
    int Total, IReadOnlyList<FacetBody> Block, IReadOnlyList<FacetBody> Category, IReadOnlyList<FacetBody> Script,
    IReadOnlyList<FacetBody> Age);

internal sealed record FacetBody(string Value, int Count);

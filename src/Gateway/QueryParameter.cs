namespace Actors.Gateway;

/// <summary>A query parameter that an endpoint knows. Others are refused, so that a slip is not silently ignored.</summary>
/// <param name="Type">Its JSON schema type, for the API description: <c>integer</c> or <c>string</c>.</param>
internal sealed record QueryParameter(string Name, string Type, string Description)
{
    public static QueryParameter Origin { get; } = new("origin", "string", "Label of a configured origin, any case. Default local.");
}

/// <summary>What an endpoint accepts in its query.</summary>
internal sealed record QueryRules(params QueryParameter[] Parameters)
{
    /// <summary>The endpoint reads the query as it was sent and refuses strangers itself: it is a hot path, or strict about encoding.</summary>
    public bool IsCheckedByEndpoint { get; init; }

    public bool Knows(string name) => Array.Exists(Parameters, parameter => parameter.Name == name);
}

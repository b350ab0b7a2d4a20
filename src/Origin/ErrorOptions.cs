namespace Actors.Origin;

/// <summary>How ERROR behaves. Section <c>Origin:Error</c>.</summary>
public sealed class ErrorOptions
{
    /// <summary>Share of exchanges that fail. Default 0.25, 0 to 1.</summary>
    public double Rate { get; set; } = 0.25;

    /// <summary>Share of exchanges, failing or not, that wait <see cref="OriginOptions.Delay"/> first. Default 0.5, 0 to 1.</summary>
    public double DelayRate { get; set; } = 0.5;

    /// <summary>Status of a failure; never with Retry-After. Default 503, 400 to 599.</summary>
    public int Status { get; set; } = 503;
}

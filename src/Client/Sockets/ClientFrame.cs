using Actors.Client.Harvests;

namespace Actors.Client.Sockets;

/// <summary>A frame that this client sends; absent members are not written.</summary>
internal sealed record ClientFrame(string Type)
{
    /// <summary>The key, in <c>hello</c>.</summary>
    public string? Token { get; init; }

    public string? Id { get; init; }

    public string? Topic { get; init; }

    public ResumePoint? From { get; init; }

    public string? Mode { get; init; }

    public double? MaxRate { get; init; }
}

namespace Actors.Gateway.Tests.AsyncApi.Frames;

/// <summary>Who sent a frame, and over what.</summary>
internal enum FrameSource
{
    /// <summary>The client, over WebSocket.</summary>
    Client,

    /// <summary>The gateway, over WebSocket.</summary>
    Server,

    /// <summary>The gateway, as a server-sent event or in the JSON list of events.</summary>
    Stream,
}
